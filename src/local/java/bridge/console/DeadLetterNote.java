package bridge.console;

import bridge.queue.MessageAttribute;
import java.time.Instant;
import java.util.Map;

/// What the attributes of a dead letter say about its event.
final class DeadLetterNote {
  /// The reason that redrive reports for a message that SQS itself moved.
  private static final String MOVED_BY_SQS = "too_many_receives";

  private DeadLetterNote() {}

  static void apply(EventHistory history, Map<String, String> attributes, Instant now) {
    history.state = EventState.DEAD_LETTERED;
    history.due = null;
    history.reason = attributes.getOrDefault(MessageAttribute.REASON, MOVED_BY_SQS);
    String status = attributes.getOrDefault(MessageAttribute.STATUS, "");
    history.detail = status.isEmpty() ? "" : "http_" + status;
    history.addStep(now, "outcome", "Dead-lettered: it " + CodeDescriptions.reason(history.reason));
    String message = attributes.getOrDefault(MessageAttribute.MESSAGE, "");
    if (!message.isEmpty()) {
      // Regal's own words may quote the event.
      history.addStep(now, history.reason.equals("rejected") ? "said" : "note", message);
    }
  }
}
