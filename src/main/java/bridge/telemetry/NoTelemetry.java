package bridge.telemetry;

import java.util.Map;

/// Telemetry that discards everything, for priming.
public final class NoTelemetry implements Telemetry {
  @Override
  public void count(Metric metric, double value) {}

  @Override
  public void count(Metric metric, String reason, double value) {}

  @Override
  public void log(String what, Map<String, String> fields) {}

  @Override
  public void warn(String what, Map<String, String> fields) {}
}
