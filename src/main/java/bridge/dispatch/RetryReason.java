package bridge.dispatch;

/// Why an event is retried. A test compares the codes with delivery.md.
public enum RetryReason {
  UNAVAILABLE("unavailable", "Regal could not be reached or is unavailable"),
  UNKNOWN_OUTCOME("unknown_outcome", "Regal may or may not have it"),
  THROTTLED("throttled", "Regal asked for fewer requests, so the rate falls"),
  UNAUTHORISED("unauthorised", "Regal rejects the API key, or there is none"),
  MISDIRECTED("misdirected", "Something else responds at Regal's address"),
  SUSPECT("suspect", "An unexpected status; only this person's message group is blocked"),
  REJECTED("rejected", "Rejected during a rejection spike, so not dead-lettered"),
  DEAD_LETTER_FAILED("dead_letter_failed", "The dead-letter queue did not confirm it"),
  IN_PROGRESS("in_progress", "Another invocation is posting for this person"),
  BREAKER_OPEN("breaker_open", "Not tried: the circuit breaker is open"),
  OUT_OF_TIME("out_of_time", "The invocation ended first"),
  ERROR("error", "The bridge itself failed on it");

  private final String code;
  private final String meaning;

  RetryReason(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// In log lines, and the reason of the metric Retried.
  public String code() {
    return code;
  }

  /// For people, without a full stop.
  public String meaning() {
    return meaning;
  }
}
