package bridge.console;

import bridge.queue.MessageAttribute;
import java.time.Instant;
import java.util.Map;

/// What the attributes of a parked message say of its event.
final class DeadLetterNote {
  /// As replay calls what SQS itself moved.
  private static final String MOVED_BY_SQS = "too_many_receives";

  private DeadLetterNote() {}

  static void tell(EventHistory story, Map<String, String> attributes, Instant now) {
    story.state = EventState.PARKED;
    story.due = null;
    story.reason = attributes.getOrDefault(MessageAttribute.REASON, MOVED_BY_SQS);
    String status = attributes.getOrDefault(MessageAttribute.STATUS, "");
    story.detail = status.isEmpty() ? "" : "http_" + status;
    story.step(now, "outcome", "Parked: it " + CodeDescriptions.reason(story.reason));
    String message = attributes.getOrDefault(MessageAttribute.MESSAGE, "");
    if (!message.isEmpty()) {
      // Regal's own words may quote the event.
      story.step(now, story.reason.equals("refused") ? "said" : "note", message);
    }
  }
}
