package bridge.fake;

import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Keeps what was reported: each count and each line as text.
public final class FakeTelemetry implements Telemetry {
  private final List<Count> counts = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private double lastAllowedRate;

  private record Count(Metric metric, String reason) {}

  @Override
  public synchronized void count(Metric metric, double value) {
    counts.add(new Count(metric, ""));
    if (metric == Metric.ALLOWED_REQUEST_RATE) {
      lastAllowedRate = value;
    }
  }

  @Override
  public synchronized void count(Metric metric, String reason, double value) {
    counts.add(new Count(metric, reason));
  }

  @Override
  public synchronized void log(String what, Map<String, String> fields) {
    lines.add(what + " " + fields);
  }

  @Override
  public synchronized void warn(String what, Map<String, String> fields) {
    lines.add("warn " + what + " " + fields);
  }

  /// How often the metric was reported without a reason.
  public long total(Metric metric) {
    return total(metric, "");
  }

  public synchronized long total(Metric metric, String reason) {
    return Collections.frequency(counts, new Count(metric, reason));
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  public synchronized double lastAllowedRate() {
    return lastAllowedRate;
  }
}
