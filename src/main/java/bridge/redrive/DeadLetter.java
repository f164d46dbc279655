package bridge.redrive;

import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One dead letter, and its place on the queue it came from.
record DeadLetter(ReceivedEvent message) {
  /// The order of a person's events. Sequence numbers grow and are compared as numbers of any
  /// length.
  static final Comparator<DeadLetter> IN_SEQUENCE =
      Comparator.comparingInt((DeadLetter deadLetter) -> deadLetter.sequence().length())
          .thenComparing(DeadLetter::sequence)
          .thenComparing(DeadLetter::firstSeen);

  /// The reason of a message that SQS itself moved here after too many receives.
  private static final String MOVED_BY_SQS = "too_many_receives";

  /// The attributes that a redriven event keeps, so that it has its place if dead-lettered again.
  private static final List<String> KEPT =
      List.of(
          MessageAttribute.RECEIVED_AT,
          MessageAttribute.ENCODING,
          MessageAttribute.FIRST_SEEN,
          MessageAttribute.SEQUENCE_NUMBER);

  String reason() {
    return message.attributes().getOrDefault(MessageAttribute.REASON, MOVED_BY_SQS);
  }

  String person() {
    return message.attributes().getOrDefault(MessageAttribute.GROUP, message.group());
  }

  Instant firstSeen() {
    String noted = message.attributes().get(MessageAttribute.FIRST_SEEN);
    try {
      return noted == null ? message.sentAt() : Instant.ofEpochMilli(Long.parseLong(noted));
    } catch (NumberFormatException _) {
      return message.sentAt();
    }
  }

  /// Whether the whole event is there: of one too large for SQS only a stub is kept.
  boolean isWhole() {
    return !reason().equals(Reason.TOO_LARGE.code())
        || message.attributes().containsKey(MessageAttribute.SEQUENCE_NUMBER);
  }

  /// The event as a message for the bulk queue, in its person's message group.
  QueuedEvent toRedriven() {
    Map<String, String> attributes = new HashMap<>();
    for (String kept : KEPT) {
      String value = message.attributes().get(kept);
      if (value != null) {
        attributes.put(kept, value);
      }
    }
    return new QueuedEvent(person(), message.messageId(), message.body(), attributes);
  }

  private String sequence() {
    boolean isParked = message.attributes().containsKey(MessageAttribute.REASON);
    return message
        .attributes()
        .getOrDefault(MessageAttribute.SEQUENCE_NUMBER, isParked ? "" : message.sequenceNumber());
  }
}
