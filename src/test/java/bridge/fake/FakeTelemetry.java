package bridge.fake;

import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Telemetry that keeps what was reported: sums by metric and reason, and each line as text.
public final class FakeTelemetry implements Telemetry {
  private final Map<Metric, Double> totals = new HashMap<>();
  private final Map<Reported, Double> byReason = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private double lastAllowedRate;

  private record Reported(Metric metric, String reason) {}

  @Override
  public synchronized void count(Metric metric, double value) {
    totals.merge(metric, value, Double::sum);
    if (metric == Metric.ALLOWED_REQUEST_RATE) {
      lastAllowedRate = value;
    }
  }

  @Override
  public synchronized void count(Metric metric, String reason, double value) {
    totals.merge(metric, value, Double::sum);
    byReason.merge(new Reported(metric, reason), value, Double::sum);
  }

  @Override
  public synchronized void log(String what, Map<String, String> fields) {
    lines.add(what + " " + fields);
  }

  @Override
  public synchronized void warn(String what, Map<String, String> fields) {
    lines.add("warn " + what + " " + fields);
  }

  /// The sum of a metric over all its reasons.
  public synchronized double total(Metric metric) {
    return totals.getOrDefault(metric, 0.0);
  }

  public synchronized double total(Metric metric, String reason) {
    return byReason.getOrDefault(new Reported(metric, reason), 0.0);
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  public synchronized double lastAllowedRate() {
    return lastAllowedRate;
  }
}
