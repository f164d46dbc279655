package bridge.stack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;

/// The newest values over 0 of a stack's metrics, in the last three days.
public final class StackMetrics {
  public static final Duration SPAN = Duration.ofDays(3);
  private static final int PERIOD_SECONDS = 300;

  private final Map<Series, Point> newest = new EnumMap<>(Series.class);

  /// A metric; the constant's name in lower case is its id in the request.
  public enum Series {
    ACCEPTED("Accepted", ""),
    DELIVERED("Delivered", ""),
    KEY_REJECTED("CredentialsRejected", ""),
    EVENT_AGE("ApproximateAgeOfOldestMessage", "EventsQueueUrl"),
    EVENT_WAIT("OldestWaiting", "EventsQueueUrl"),
    BULK_EVENT_AGE("ApproximateAgeOfOldestMessage", "BulkQueueUrl"),
    BULK_EVENT_WAIT("OldestWaiting", "BulkQueueUrl"),
    DEAD_LETTER_AGE("ApproximateAgeOfOldestMessage", "DeadLetterQueueUrl");

    private final String metric;
    private final String queueOutput;

    /// @param queueOutput the output that names the queue which is measured; empty for none
    Series(String metric, String queueOutput) {
      this.metric = metric;
      this.queueOutput = queueOutput;
    }

    private boolean isOfSqs() {
      return metric.equals("ApproximateAgeOfOldestMessage");
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One value.
  ///
  /// @param at when the five minutes began that it sums up
  public record Point(Instant at, double value) {}

  private StackMetrics() {}

  /// The metrics up to now.
  ///
  /// @param name the stack's
  public static StackMetrics read(
      StackClients clients, String name, StackDescription stack, Instant now) {
    List<MetricDataQuery> queries =
        List.of(Series.values()).stream().map(series -> query(series, name, stack)).toList();
    StackMetrics metrics = new StackMetrics();
    read(clients, queries, now.minus(SPAN), now).forEach(metrics::add);
    return metrics;
  }

  /// The newest points first.
  static List<MetricDataResult> read(
      StackClients clients, List<MetricDataQuery> queries, Instant start, Instant end) {
    return AwsCallException.call(
        "cloudwatch:GetMetricData",
        () ->
            clients
                .cloudWatch()
                .getMetricDataPaginator(
                    r ->
                        r.metricDataQueries(queries)
                            .startTime(start)
                            .endTime(end)
                            .scanBy(ScanBy.TIMESTAMP_DESCENDING))
                .metricDataResults()
                .stream()
                .toList());
  }

  private static MetricDataQuery query(Series series, String name, StackDescription stack) {
    return MetricDataQuery.builder()
        .id(series.id())
        .metricStat(
            s ->
                s.metric(
                        Metric.builder()
                            .namespace(series.isOfSqs() ? "AWS/SQS" : "RegalBridge")
                            .metricName(series.metric)
                            .dimensions(dimensions(series, name, stack))
                            .build())
                    .period(PERIOD_SECONDS)
                    .stat(series.queueOutput.isEmpty() ? "Sum" : "Maximum"))
        .build();
  }

  private static List<Dimension> dimensions(Series series, String name, StackDescription stack) {
    if (series.isOfSqs()) {
      return List.of(dimension("QueueName", queue(series, stack)));
    }
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(dimension("Service", "regal-bridge"));
    dimensions.add(dimension("Stack", name));
    if (!series.queueOutput.isEmpty()) {
      dimensions.add(dimension("Reason", queue(series, stack)));
    }
    return dimensions;
  }

  /// The queue's name, which its URL ends with.
  private static String queue(Series series, StackDescription stack) {
    String url = stack.output(series.queueOutput);
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }

  private void add(MetricDataResult result) {
    Series series = Series.valueOf(result.id().toUpperCase(Locale.ROOT));
    for (int i = 0; i < Math.min(result.values().size(), result.timestamps().size()); i++) {
      Point point = new Point(result.timestamps().get(i), result.values().get(i));
      Point known = newest.get(series);
      if (point.value() > 0 && (known == null || point.at().isAfter(known.at()))) {
        newest.put(series, point);
      }
    }
  }

  /// Null where there is none.
  public @Nullable Point newest(Series series) {
    return newest.get(series);
  }
}
