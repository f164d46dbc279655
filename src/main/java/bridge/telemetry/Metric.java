package bridge.telemetry;

/// Every count and measure that leaves the functions. The name is the CloudWatch metric's name; a
/// reason, where there is one, is a code of the bridge's own lists and never data of an event.
public enum Metric {
  ACCEPTED("Accepted", Unit.COUNT),
  PARKED("Parked", Unit.COUNT),
  SKIPPED("Skipped", Unit.COUNT),
  DELIVERED("Delivered", Unit.COUNT),
  RETRIED("Retried", Unit.COUNT),
  AMBIGUOUS("Ambiguous", Unit.COUNT),
  WARNINGS("Warnings", Unit.COUNT),
  ORDER_UNSURE("OrderUnsure", Unit.COUNT),
  SIGNATURE_REJECTED("SignatureRejected", Unit.COUNT),
  UNSIGNED("Unsigned", Unit.COUNT),
  ANSWERED("Answered", Unit.COUNT),
  BREAKER_OPEN("BreakerOpen", Unit.COUNT),
  CREDENTIALS_REJECTED("CredentialsRejected", Unit.COUNT),
  MISDIRECTED("Misdirected", Unit.COUNT),
  REFUSAL_STORM("RefusalStorm", Unit.COUNT),
  REPLAYED("Replayed", Unit.COUNT),
  COLD_START("ColdStart", Unit.COUNT),
  REPEATED("Repeated", Unit.COUNT),
  LINKED("Linked", Unit.COUNT),
  TABLE_READS("TableReads", Unit.COUNT),
  TABLE_WRITES("TableWrites", Unit.COUNT),
  MEMORY_UNAVAILABLE("MemoryUnavailable", Unit.COUNT),
  PRIMED("Primed", Unit.COUNT),
  AGE_AT_DELIVERY("AgeAtDelivery", Unit.MILLISECONDS),
  REGAL_LATENCY("RegalLatency", Unit.MILLISECONDS),
  PACE("Pace", Unit.PER_SECOND);

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
