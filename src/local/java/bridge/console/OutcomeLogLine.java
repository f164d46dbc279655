package bridge.console;

import java.time.Instant;
import java.util.Map;

/// What one of dispatch's own log lines says of an event.
final class OutcomeLogLine {
  private OutcomeLogLine() {}

  static void tell(EventHistory story, Map<String, String> fields, Instant now) {
    String outcome = fields.getOrDefault("outcome", "");
    EventState state = EventState.ofOutcome(outcome);
    if (state == EventState.PARKED && story.state == EventState.PARKED) {
      return; // the message on the rejected queue has told more
    }
    String reason = fields.getOrDefault("reason", "");
    String detail = fields.getOrDefault("detail", "");
    boolean isPosted = outcome.equals("delivered") || CodeDescriptions.wasPosted(reason, detail);
    if (story.lastExchange == null && isPosted) {
      story.attempts++; // Regal stands elsewhere
    }
    story.state = state;
    story.reason = state == EventState.DELIVERED ? "" : reason;
    story.detail = state == EventState.DELIVERED ? "" : detail;
    story.due = state == EventState.WAITING ? story.due : null;
    story.step(now, "outcome", words(outcome, reason, detail));
  }

  private static String words(String outcome, String reason, String detail) {
    return switch (outcome) {
      case "delivered" -> "Delivered: Regal has it";
      case "repeated" -> "Not sent again: the memory knows that Regal has it";
      case "skipped" -> "Skipped: it " + CodeDescriptions.reason(reason);
      case "parked" -> "Parked: it " + CodeDescriptions.reason(reason);
      default -> CodeDescriptions.waiting(reason, detail);
    };
  }
}
