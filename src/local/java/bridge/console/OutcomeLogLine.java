package bridge.console;

import java.time.Instant;
import java.util.Map;

/// What one of dispatch's own log lines says of an event.
final class OutcomeLogLine {
  private OutcomeLogLine() {}

  static void tell(EventHistory eventHistory, Map<String, String> fields, Instant now) {
    String outcome = fields.getOrDefault("outcome", "");
    EventState eventState = EventState.ofOutcome(outcome);
    if (eventState == EventState.PARKED && eventHistory.eventState == EventState.PARKED) {
      return; // the message on the rejected queue has told more
    }
    String reason = fields.getOrDefault("reason", "");
    String detail = fields.getOrDefault("detail", "");
    boolean isPosted = outcome.equals("delivered") || CodeDescriptions.wasPosted(reason, detail);
    if (eventHistory.lastExchange == null && isPosted) {
      eventHistory.attempts++; // Regal stands elsewhere
    }
    eventHistory.eventState = eventState;
    eventHistory.reason = eventState == EventState.DELIVERED ? "" : reason;
    eventHistory.detail = eventState == EventState.DELIVERED ? "" : detail;
    eventHistory.due = eventState == EventState.WAITING ? eventHistory.due : null;
    eventHistory.step(now, "outcome", words(outcome, reason, detail));
  }

  private static String words(String outcome, String reason, String detail) {
    return switch (outcome) {
      case "delivered" -> "Delivered: Regal has it";
      case "duplicate" -> "Duplicate: Regal already has it, so it was not sent";
      case "skipped" -> "Skipped: it " + CodeDescriptions.reason(reason);
      case "dead_lettered" -> "Dead-lettered: it " + CodeDescriptions.reason(reason);
      default -> CodeDescriptions.waiting(reason, detail);
    };
  }
}
