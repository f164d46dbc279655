package bridge.fake;

import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A report that remembers: sums by metric, and by `metric.reason`; and every line as text.
public final class SummingTelemetry implements Telemetry {
  private final Map<String, Double> sums = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  @Override
  public synchronized void count(Metric metric, double value) {
    sums.merge(metric.metricName(), value, Double::sum);
  }

  @Override
  public synchronized void count(Metric metric, String reason, double value) {
    count(metric, value);
    sums.merge(metric.metricName() + "." + reason, value, Double::sum);
  }

  @Override
  public synchronized void log(String what, Map<String, String> fields) {
    lines.add(what + " " + new TreeMap<>(fields));
  }

  @Override
  public synchronized void warn(String what, Map<String, String> fields) {
    log(what, fields);
  }

  public synchronized double total(String name) {
    return sums.getOrDefault(name, 0.0);
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
