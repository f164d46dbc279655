package bridge.console;

import java.time.Instant;
import java.util.Map;

/// What one of dispatch's own log lines says of an event.
final class OutcomeLogLine {
  private OutcomeLogLine() {}

  static void apply(EventHistory history, Map<String, String> fields, Instant now) {
    String outcome = fields.getOrDefault("outcome", "");
    EventState state = EventState.ofOutcome(outcome);
    if (state == EventState.DEAD_LETTERED && history.state == EventState.DEAD_LETTERED) {
      return; // the dead letter itself holds more
    }
    String reason = fields.getOrDefault("reason", "");
    String detail = fields.getOrDefault("detail", "");
    boolean isPosted = outcome.equals("delivered") || CodeDescriptions.wasPosted(reason, detail);
    if (history.lastExchange == null && isPosted) {
      history.attempts++; // Regal stands elsewhere
    }
    history.state = state;
    history.reason = state == EventState.DELIVERED ? "" : reason;
    history.detail = state == EventState.DELIVERED ? "" : detail;
    history.due = state == EventState.RETRYING ? history.due : null;
    history.addStep(now, "outcome", words(outcome, reason, detail));
  }

  private static String words(String outcome, String reason, String detail) {
    return switch (outcome) {
      case "delivered" -> "Delivered: Regal has it";
      case "duplicate" -> "Duplicate: Regal already has it, so it was not sent";
      case "skipped" -> "Skipped: it " + CodeDescriptions.reason(reason);
      case "dead_lettered" -> "Dead-lettered: it " + CodeDescriptions.reason(reason);
      default -> CodeDescriptions.retry(reason, detail);
    };
  }
}
