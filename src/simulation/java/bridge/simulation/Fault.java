package bridge.simulation;

/// What the simulation does to the bridge, and how often, of one operation that it can strike.
enum Fault {
  REGAL_503(0.02),
  REGAL_503_PROCESSED(0.002),
  REGAL_500(0.02),
  REGAL_408(0.003),
  REGAL_429(0.004),
  REGAL_401(0.002),
  REGAL_403(0.004),
  REGAL_404(0.001),
  CONNECTION_REFUSED(0.005),
  CONNECTION_RESET(0.01),
  READ_TIMEOUT(0.002),
  SLOW_RESPONSE(0.035),
  POST_THROWS(0.001),
  OUTAGE(0),
  POISON_EVENT(0),
  KEY_REVOKED(0),
  KILLED_AFTER_POST(0.001),
  KILLED_IN_BATCH(0.02),
  STALLED(0.002),
  RECEIVE_LOST(0.02),
  THROTTLED(0.02),
  INVOKED_LATE(0.005),
  INVOKED_TWICE(0.01),
  DELETE_LOST(0.02),
  ENVIRONMENT_RECYCLED(0.05),
  VISIBILITY_CHANGE_FAILS(0.1),
  VISIBILITY_CHANGE_FAILS_PARTLY(0.1),
  SEND_FAILS(0.04),
  SEND_FAILS_PARTLY(0.08),
  SEND_RESPONSE_LOST(0.04),
  SEND_TIMES_OUT(0.005),
  DELETE_FAILS(0.05),
  RECEIVE_FAILS(0.03),
  SECRETS_DOWN(0.05),
  TABLE_DOWN(0),
  TABLE_THROTTLED(0.01),
  TABLE_RESPONSE_LOST(0.01),
  TABLE_LATE(0.005),
  TABLE_RETRIED(0.01),
  TABLE_SLOW(0.04),
  TABLE_UNPROCESSED(0.01),
  INGEST_KILLED(0.01),
  WEBHOOK_RESPONSE_LOST(0.05),
  RESENT(0.01),
  WRONG_SECRET(0),
  REDRIVE_KILLED(0.2);

  private final double probability;

  Fault(double probability) {
    this.probability = probability;
  }

  /// Zero for what comes in spells.
  double probability() {
    return probability;
  }
}
