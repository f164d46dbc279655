package bridge.console;

import bridge.queue.MessageAttribute;
import java.time.Instant;
import java.util.Map;

/// What the attributes of a parked message say of its event.
final class DeadLetterNote {
  /// As replay calls what SQS itself moved.
  private static final String MOVED_BY_SQS = "too_many_receives";

  private DeadLetterNote() {}

  static void tell(EventHistory eventHistory, Map<String, String> attributes, Instant now) {
    eventHistory.eventState = EventState.PARKED;
    eventHistory.due = null;
    eventHistory.reason = attributes.getOrDefault(MessageAttribute.REASON, MOVED_BY_SQS);
    String status = attributes.getOrDefault(MessageAttribute.STATUS, "");
    eventHistory.detail = status.isEmpty() ? "" : "http_" + status;
    eventHistory.step(
        now, "outcome", "Dead-lettered: it " + CodeDescriptions.reason(eventHistory.reason));
    String message = attributes.getOrDefault(MessageAttribute.MESSAGE, "");
    if (!message.isEmpty()) {
      // Regal's own words may quote the event.
      eventHistory.step(now, eventHistory.reason.equals("rejected") ? "said" : "note", message);
    }
  }
}
