package bridge.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/// What a stack did in the last hour.
public final class StackTraffic {
  public static final List<String> COUNTED = List.of("Accepted", "Delivered");
  public static final List<String> BY_REASON = List.of("Skipped", "DeadLettered", "Retried");
  public static final List<String> LATENCIES =
      List.of("DeliveryLatency p50", "DeliveryLatency p99", "RegalLatency p50", "RegalLatency p99");

  private static final Duration SPAN = Duration.ofHours(1);
  private static final int PERIOD_SECONDS = 300;

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, Map<String, Long>> reasons = new HashMap<>();
  private final Map<String, Long> latencies = new HashMap<>();

  private StackTraffic() {}

  /// The hour up to now.
  ///
  /// @param stack the dimension `Stack`
  public static StackTraffic read(StackClients clients, String stack, Instant now) {
    List<MetricDataQuery> queries = new ArrayList<>();
    COUNTED.forEach(metric -> queries.add(one(metric, "Sum", metric, stack)));
    LATENCIES.forEach(
        name -> {
          String[] parts = name.split(" ", 2);
          queries.add(one(parts[0], parts[1], name, stack));
        });
    BY_REASON.forEach(metric -> queries.add(byReason(metric, stack)));
    StackTraffic traffic = new StackTraffic();
    StackMetrics.read(clients, queries, now.minus(SPAN), now).forEach(traffic::add);
    return traffic;
  }

  private static MetricDataQuery one(String metric, String statistic, String name, String stack) {
    return MetricDataQuery.builder()
        .id(id(name))
        .metricStat(
            s ->
                s.metric(
                        m ->
                            m.namespace("RegalBridge")
                                .metricName(metric)
                                .dimensions(
                                    dimension("Service", "regal-bridge"),
                                    dimension("Stack", stack)))
                    .period(PERIOD_SECONDS)
                    .stat(statistic))
        .build();
  }

  /// A result for each reason, which is its label.
  private static MetricDataQuery byReason(String metric, String stack) {
    return MetricDataQuery.builder()
        .id(id(metric))
        .expression(
            "SEARCH('{RegalBridge,Reason,Service,Stack} MetricName=\"%s\" Stack=\"%s\"', 'Sum', %d)"
                .formatted(metric, stack, PERIOD_SECONDS))
        .label("${PROP('Dim.Reason')}")
        .build();
  }

  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }

  private void add(MetricDataResult result) {
    long sum = Math.round(result.values().stream().mapToDouble(Double::doubleValue).sum());
    for (String metric : COUNTED) {
      if (result.id().equals(id(metric))) {
        counts.merge(metric, sum, Long::sum);
      }
    }
    for (String metric : BY_REASON) {
      if (result.id().equals(id(metric)) && sum > 0) {
        reasons.computeIfAbsent(metric, _ -> new TreeMap<>()).merge(result.label(), sum, Long::sum);
      }
    }
    for (String name : LATENCIES) {
      if (result.id().equals(id(name)) && !result.values().isEmpty()) {
        latencies.putIfAbsent(name, Math.round(result.values().getFirst()));
      }
    }
  }

  /// Events by metric.
  public Map<String, Long> counts() {
    return counts;
  }

  /// Events by reason, by metric.
  public Map<String, Map<String, Long>> reasons() {
    return reasons;
  }

  /// Milliseconds in the newest five minutes that have any, by metric and percentile, as
  /// `RegalLatency p99`.
  public Map<String, Long> latencies() {
    return latencies;
  }
}
