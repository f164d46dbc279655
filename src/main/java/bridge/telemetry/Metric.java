package bridge.telemetry;

/// Every count and measure that leaves the functions. The name is the CloudWatch metric's name; a
/// reason, where there is one, is a code of the bridge's own lists and never data of an event.
public enum Metric {
  ACCEPTED("Accepted", Unit.COUNT),
  DEAD_LETTERED("Parked", Unit.COUNT),
  SKIPPED("Skipped", Unit.COUNT),
  DELIVERED("Delivered", Unit.COUNT),
  RETRIED("Retried", Unit.COUNT),
  UNKNOWN_OUTCOME("Ambiguous", Unit.COUNT),
  WARNINGS("Warnings", Unit.COUNT),
  ORDER_UNSURE("OrderUnsure", Unit.COUNT),
  SIGNATURE_REJECTED("SignatureRejected", Unit.COUNT),
  UNSIGNED("Unsigned", Unit.COUNT),
  WEBHOOK_RESPONSES("Answered", Unit.COUNT),
  BREAKER_OPEN("BreakerOpen", Unit.COUNT),
  CREDENTIALS_REJECTED("CredentialsRejected", Unit.COUNT),
  ENDPOINT_REJECTED("Misdirected", Unit.COUNT),
  REJECTION_SPIKE("RefusalStorm", Unit.COUNT),
  REDRIVEN("Replayed", Unit.COUNT),
  COLD_START("ColdStart", Unit.COUNT),
  DUPLICATES_SUPPRESSED("Repeated", Unit.COUNT),
  VISITORS_RESOLVED("Linked", Unit.COUNT),
  TABLE_READS("TableReads", Unit.COUNT),
  TABLE_WRITES("TableWrites", Unit.COUNT),
  STATE_UNAVAILABLE("MemoryUnavailable", Unit.COUNT),
  PRIMED("Primed", Unit.COUNT),
  DELIVERY_LATENCY("AgeAtDelivery", Unit.MILLISECONDS),
  REGAL_LATENCY("RegalLatency", Unit.MILLISECONDS),
  ALLOWED_REQUEST_RATE("Pace", Unit.PER_SECOND);

  /// What a value of a metric is measured in.
  public enum Unit {
    COUNT,
    MILLISECONDS,
    PER_SECOND
  }

  private final String metricName;
  private final Unit unit;

  Metric(String metricName, Unit unit) {
    this.metricName = metricName;
    this.unit = unit;
  }

  public String metricName() {
    return metricName;
  }

  public Unit unit() {
    return unit;
  }
}
