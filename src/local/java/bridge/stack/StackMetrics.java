package bridge.stack;

import java.time.Duration;
import java.time.Instant;
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
    ACCEPTED("RegalBridge", "Accepted", "Sum"),
    DELIVERED("RegalBridge", "Delivered", "Sum"),
    KEY_REJECTED("RegalBridge", "CredentialsRejected", "Sum"),
    DEAD_LETTER_AGE("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum");

    private final String namespace;
    private final String metric;
    private final String statistic;

    Series(String namespace, String metric, String statistic) {
      this.namespace = namespace;
      this.metric = metric;
      this.statistic = statistic;
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
  /// @param stack the dimension `Stack`
  /// @param deadLetterQueueUrl ends with the dimension `QueueName`
  public static StackMetrics read(
      StackClients clients, String stack, String deadLetterQueueUrl, Instant now) {
    String queue = deadLetterQueueUrl.substring(deadLetterQueueUrl.lastIndexOf('/') + 1);
    List<MetricDataQuery> queries =
        List.of(Series.values()).stream().map(series -> query(series, stack, queue)).toList();
    StackMetrics metrics = new StackMetrics();
    AwsCallException.call(
            "cloudwatch:GetMetricData",
            () ->
                clients
                    .cloudWatch()
                    .getMetricDataPaginator(
                        r ->
                            r.metricDataQueries(queries)
                                .startTime(now.minus(SPAN))
                                .endTime(now)
                                .scanBy(ScanBy.TIMESTAMP_DESCENDING))
                    .metricDataResults()
                    .stream()
                    .toList())
        .forEach(metrics::add);
    return metrics;
  }

  private static MetricDataQuery query(Series series, String stack, String queue) {
    List<Dimension> dimensions =
        series == Series.DEAD_LETTER_AGE
            ? List.of(dimension("QueueName", queue))
            : List.of(dimension("Service", "regal-bridge"), dimension("Stack", stack));
    return MetricDataQuery.builder()
        .id(series.id())
        .metricStat(
            s ->
                s.metric(
                        Metric.builder()
                            .namespace(series.namespace)
                            .metricName(series.metric)
                            .dimensions(dimensions)
                            .build())
                    .period(PERIOD_SECONDS)
                    .stat(series.statistic))
        .build();
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
