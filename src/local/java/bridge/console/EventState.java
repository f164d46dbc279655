package bridge.console;

/// The state of one event.
enum EventState {
  QUEUED("queued"),
  IN_FLIGHT("in_flight"),
  RETRYING("retrying"),
  DELIVERED("delivered"),
  SKIPPED("skipped"),
  DEAD_LETTERED("dead_lettered"),
  /// The webhook did not take the request that it came in.
  REJECTED("rejected");

  private final String code;

  EventState(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  /// Whether the state is final unless an operator acts.
  boolean isEnd() {
    return switch (this) {
      case DELIVERED, SKIPPED, DEAD_LETTERED, REJECTED -> true;
      case QUEUED, IN_FLIGHT, RETRYING -> false;
    };
  }

  /// The state that the functions' log lines call so.
  static EventState ofOutcome(String outcome) {
    return switch (outcome) {
      case "delivered", "duplicate" -> DELIVERED;
      case "skipped" -> SKIPPED;
      case "dead_lettered" -> DEAD_LETTERED;
      default -> RETRYING;
    };
  }
}
