package bridge.simulation;

import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.util.Map;
import java.util.TreeMap;

/// What functions have counted, by metric or, where there is one, by reason.
final class CountingTelemetry implements Telemetry {
  private final Map<String, Long> counts = new TreeMap<>();

  @Override
  public void count(Metric metric, double value) {
    counts.merge(metric.metricName(), (long) value, Long::sum);
  }

  @Override
  public void count(Metric metric, String reason, double value) {
    counts.merge(reason, (long) value, Long::sum);
  }

  long total(String name) {
    return counts.getOrDefault(name, 0L);
  }

  @Override
  public void log(String what, Map<String, String> fields) {}

  @Override
  public void warn(String what, Map<String, String> fields) {}
}
