package bridge.telemetry;

import java.util.Map;

/// Counts and lines for the operator. Callers pass codes, numbers and hashes only: no name, phone,
/// mail, payload or secret may enter, not even by way of an exception's message. Safe for use from
/// many threads.
public interface Telemetry {
  void count(Metric metric, double value);

  /// Adds to the metric and to its part that carries this reason.
  void count(Metric metric, String reason, double value);

  /// One structured line: what happened, and its fields.
  void log(String what, Map<String, String> fields);

  /// One structured line that an operator should look at.
  void warn(String what, Map<String, String> fields);
}
