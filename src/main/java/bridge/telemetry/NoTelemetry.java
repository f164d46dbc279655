package bridge.telemetry;

import java.util.Map;

/// Counts and tells nothing: for work that is nobody's.
public final class NoTelemetry implements Telemetry {
  @Override
  public void add(Metric metric, double value) {}

  @Override
  public void add(Metric metric, String reason, double value) {}

  @Override
  public void line(String what, Map<String, String> fields) {}

  @Override
  public void warn(String what, Map<String, String> fields) {}
}
