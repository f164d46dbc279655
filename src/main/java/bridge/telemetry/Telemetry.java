package bridge.telemetry;

import java.util.Map;

/// Metrics and log lines for the operator. Callers pass codes, numbers and hashes only: no name,
/// phone, e-mail, payload or secret, not even in an exception's message. Thread-safe.
public interface Telemetry {
  void count(Metric metric, double value);

  /// Adds to the metric, with this reason as a dimension.
  void count(Metric metric, String reason, double value);

  /// Writes one structured line: what happened, and its fields.
  void log(String what, Map<String, String> fields);

  /// Writes one structured line at WARN, for an operator to look at.
  void warn(String what, Map<String, String> fields);
}
