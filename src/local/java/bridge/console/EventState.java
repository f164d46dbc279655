package bridge.console;

import java.util.Locale;

/// The state of one event.
enum EventState {
  QUEUED,
  IN_FLIGHT,
  RETRYING,
  DELIVERED,
  SKIPPED,
  DEAD_LETTERED,
  /// The webhook did not accept its request.
  REJECTED;

  /// On the page.
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether the state is final unless an operator acts.
  boolean isEnd() {
    return switch (this) {
      case DELIVERED, SKIPPED, DEAD_LETTERED, REJECTED -> true;
      case QUEUED, IN_FLIGHT, RETRYING -> false;
    };
  }

  /// The state after an outcome that a log line of dispatch names.
  static EventState ofOutcome(String outcome) {
    return switch (outcome) {
      case "delivered", "duplicate" -> DELIVERED;
      case "skipped" -> SKIPPED;
      case "dead_lettered" -> DEAD_LETTERED;
      default -> RETRYING;
    };
  }
}
