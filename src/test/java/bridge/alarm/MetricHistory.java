package bridge.alarm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What CloudWatch has stored of each metric, minute by minute. A minute without values is missing.
final class MetricHistory {
  private final Map<String, Map<Integer, List<Double>>> metrics = new HashMap<>();

  /// @param metric as `namespace name {dimensions}`
  void add(String metric, int minute, double value) {
    metrics
        .computeIfAbsent(metric, _ -> new HashMap<>())
        .computeIfAbsent(minute, _ -> new ArrayList<>())
        .add(value);
  }

  boolean has(String metric) {
    return metrics.containsKey(metric);
  }

  /// One data point of the minutes before `end`; null if all of them are missing.
  @Nullable Double point(String metric, String statistic, int end, int minutes) {
    Map<Integer, List<Double>> stored = metrics.getOrDefault(metric, Map.of());
    List<Double> values = new ArrayList<>();
    for (int minute = end - minutes; minute < end; minute++) {
      values.addAll(stored.getOrDefault(minute, List.of()));
    }
    if (values.isEmpty()) {
      return null;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return switch (statistic) {
      case "Sum" -> Arrays.stream(sorted).sum();
      case "Maximum" -> sorted[sorted.length - 1];
      case "p50" -> sorted[(sorted.length - 1) / 2];
      case "p99" -> sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
      default -> throw new IllegalArgumentException(statistic);
    };
  }
}
