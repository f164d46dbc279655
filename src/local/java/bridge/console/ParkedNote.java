package bridge.console;

import bridge.queue.Attribute;
import java.time.Instant;
import java.util.Map;

/// What the attributes of a parked message say of its event.
final class ParkedNote {
  /// As replay calls what SQS itself moved.
  private static final String MOVED_BY_SQS = "too_many_receives";

  private ParkedNote() {}

  static void tell(Story story, Map<String, String> attributes, Instant now) {
    story.state = State.PARKED;
    story.due = null;
    story.reason = attributes.getOrDefault(Attribute.REASON, MOVED_BY_SQS);
    String status = attributes.getOrDefault(Attribute.STATUS, "");
    story.detail = status.isEmpty() ? "" : "http_" + status;
    story.step(now, "outcome", "Parked: it " + Words.reason(story.reason));
    String message = attributes.getOrDefault(Attribute.MESSAGE, "");
    if (!message.isEmpty()) {
      // Regal's own words may quote the event.
      story.step(now, story.reason.equals("refused") ? "said" : "note", message);
    }
  }
}
