package bridge.console;

import java.time.Instant;
import java.util.Map;

/// What one of dispatch's own log lines says of an event.
final class OutcomeLine {
  private OutcomeLine() {}

  static void tell(Story story, Map<String, String> fields, Instant now) {
    String outcome = fields.getOrDefault("outcome", "");
    State state = State.ofOutcome(outcome);
    if (state == State.PARKED && story.state == State.PARKED) {
      return; // the message on the rejected queue has told more
    }
    String reason = fields.getOrDefault("reason", "");
    String detail = fields.getOrDefault("detail", "");
    boolean isPosted = outcome.equals("delivered") || Words.wasPosted(reason, detail);
    if (story.lastExchange == null && isPosted) {
      story.attempts++; // Regal stands elsewhere
    }
    story.state = state;
    story.reason = state == State.DELIVERED ? "" : reason;
    story.detail = state == State.DELIVERED ? "" : detail;
    story.due = state == State.WAITING ? story.due : null;
    story.step(now, "outcome", words(outcome, reason, detail));
  }

  private static String words(String outcome, String reason, String detail) {
    return switch (outcome) {
      case "delivered" -> "Delivered: Regal has it";
      case "repeated" -> "Not sent again: the memory knows that Regal has it";
      case "skipped" -> "Skipped: it " + Words.reason(reason);
      case "parked" -> "Parked: it " + Words.reason(reason);
      default -> Words.waiting(reason, detail);
    };
  }
}
