package bridge.telemetry;

/// Every metric of the functions, by its name in CloudWatch. A reason is a code of the bridge's own
/// lists and never data of an event.
public enum Metric {
  ACCEPTED("Accepted", Unit.COUNT),
  DEAD_LETTERED("DeadLettered", Unit.COUNT),
  DELETION_REQUESTED("DeletionRequested", Unit.COUNT),
  SKIPPED("Skipped", Unit.COUNT),
  DELIVERED("Delivered", Unit.COUNT),
  RETRIED("Retried", Unit.COUNT),
  UNKNOWN_OUTCOME("UnknownOutcome", Unit.COUNT),
  WARNINGS("Warnings", Unit.COUNT),
  OPT_OUT_LOST("OptOutLost", Unit.COUNT),
  OPT_OUT_BEFORE_OPT_IN("OptOutBeforeOptIn", Unit.COUNT),
  ORDER_UNSURE("OrderUnsure", Unit.COUNT),
  SIGNATURE_REJECTED("SignatureRejected", Unit.COUNT),
  UNSIGNED("Unsigned", Unit.COUNT),
  WEBHOOK_RESPONSES("WebhookResponses", Unit.COUNT),
  BREAKER_OPEN("BreakerOpen", Unit.COUNT),
  CREDENTIALS_REJECTED("CredentialsRejected", Unit.COUNT),
  ENDPOINT_REJECTED("EndpointRejected", Unit.COUNT),
  REJECTION_SPIKE("RejectionSpike", Unit.COUNT),
  REDRIVEN("Redriven", Unit.COUNT),
  COLD_START("ColdStart", Unit.COUNT),
  DUPLICATES_SUPPRESSED("DuplicatesSuppressed", Unit.COUNT),
  VISITORS_RESOLVED("VisitorsResolved", Unit.COUNT),
  TABLE_READS("TableReads", Unit.COUNT),
  TABLE_WRITES("TableWrites", Unit.COUNT),
  STATE_UNAVAILABLE("StateUnavailable", Unit.COUNT),
  PRIMED("Primed", Unit.COUNT),
  OLDEST_WAITING("OldestWaiting", Unit.SECONDS),
  DELIVERY_LATENCY("DeliveryLatency", Unit.MILLISECONDS),
  REGAL_LATENCY("RegalLatency", Unit.MILLISECONDS),
  ALLOWED_REQUEST_RATE("AllowedRequestRate", Unit.PER_SECOND);

  /// The unit of a metric.
  public enum Unit {
    COUNT,
    MILLISECONDS,
    SECONDS,
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
