package bridge.alarm;

import bridge.template.Template;
import bridge.template.WatchedMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One metric alarm of template.yaml, evaluated by CloudWatch's rules: every minute over the last
/// `periods` data points, of which `datapoints` must breach.
///
/// @param isBelow whether values under the threshold breach, otherwise values over it
/// @param isMissingBreaching how missing data counts
record MetricAlarm(
    List<Series> series,
    String expression,
    int periods,
    int datapoints,
    double threshold,
    boolean isBelow,
    boolean isMissingBreaching) {
  /// CloudWatch retrieves more data points than it evaluates, here two as in AWS's own examples.
  private static final int EXTRA = 2;

  /// A metric and how it is summed up.
  record Series(String id, String metric, String statistic, int minutes) {}

  static MetricAlarm read(Template template, String name, Map<String, Integer> parameters) {
    String path = "Resources/" + name + "/Properties";
    List<Series> series = new ArrayList<>();
    String expression = "m";
    if (template.find(path + "/Metrics") == null) {
      String percentile = path + "/ExtendedStatistic";
      boolean isPercentile = template.find(percentile) != null;
      String statistic = template.text(isPercentile ? percentile : path + "/Statistic");
      int minutes = number(template, path + "/Period", parameters) / 60;
      series.add(new Series("m", WatchedMetrics.metric(template, path), statistic, minutes));
    } else {
      expression = template.text(path + "/Metrics/0/Expression");
      for (int i = 1; template.find(path + "/Metrics/" + i) != null; i++) {
        String each = path + "/Metrics/" + i;
        series.add(
            new Series(
                template.text(each + "/Id"),
                WatchedMetrics.metric(template, each + "/MetricStat/Metric"),
                template.text(each + "/MetricStat/Stat"),
                number(template, each + "/MetricStat/Period", parameters) / 60));
      }
    }
    int periods = number(template, path + "/EvaluationPeriods", parameters);
    boolean hasDatapoints = template.find(path + "/DatapointsToAlarm") != null;
    return new MetricAlarm(
        series,
        expression,
        periods,
        hasDatapoints ? number(template, path + "/DatapointsToAlarm", parameters) : periods,
        number(template, path + "/Threshold", parameters),
        template.text(path + "/ComparisonOperator").equals("LessThanThreshold"),
        template.text(path + "/TreatMissingData").equals("breaching"));
  }

  private static int number(Template template, String path, Map<String, Integer> parameters) {
    Object value = template.at(path);
    return value instanceof Map<?, ?> reference
        ? Objects.requireNonNull(parameters.get(String.valueOf(reference.get("Ref"))))
        : (int) value;
  }

  /// Whether it is in alarm at the end of each minute.
  boolean[] states(MetricHistory history, int length) {
    double[] points = new double[length];
    for (int end = 0; end < length; end++) {
      points[end] = point(history, end);
    }
    boolean[] states = new boolean[length];
    int minutes = series.getFirst().minutes();
    for (int end = 0; end < length; end++) {
      List<Double> range = new ArrayList<>();
      for (int at = end; at >= 0 && at > end - (periods + EXTRA) * minutes; at -= minutes) {
        range.add(points[at]);
      }
      states[end] = isInAlarm(range);
    }
    return states;
  }

  /// @param points the data points of the evaluation range, the newest first, NaN where missing
  boolean isInAlarm(List<Double> points) {
    List<Double> real = points.stream().filter(point -> !point.isNaN()).limit(periods).toList();
    long breaching = real.stream().filter(this::isBreaching).count();
    int filled = periods - real.size();
    return breaching + (isMissingBreaching ? filled : 0) >= datapoints;
  }

  private boolean isBreaching(double value) {
    return isBelow ? value < threshold : value > threshold;
  }

  private double point(MetricHistory history, int end) {
    Map<String, Double> values = new HashMap<>();
    for (Series each : series) {
      Double value = history.point(each.metric(), each.statistic(), end, each.minutes());
      if (value != null) {
        values.put(each.id(), value);
      }
    }
    if (expression.equals("m")) {
      return values.getOrDefault("m", Double.NaN);
    }
    boolean isKnown = series.stream().anyMatch(each -> history.has(each.metric()));
    Double value = isKnown ? MetricMath.evaluate(expression, values) : null;
    return value == null ? Double.NaN : value;
  }

  /// The names of the alarms that a composite alarm's rule joins by OR.
  static List<String> parts(String rule) {
    return Arrays.stream(rule.split(" OR "))
        .map(part -> part.replaceFirst("^ALARM\\(\"\\$\\{(\\w+)}\"\\)$", "$1"))
        .toList();
  }
}
