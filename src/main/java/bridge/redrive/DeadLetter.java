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

/// One message of the rejected queue, and what it was on the events queue.
record DeadLetter(ReceivedEvent message) {
  /// A person's order on the events queue. Sequence numbers grow and are compared as numbers of any
  /// length.
  static final Comparator<DeadLetter> IN_SEQUENCE =
      Comparator.comparingInt((DeadLetter deadLetter) -> deadLetter.sequence().length())
          .thenComparing(DeadLetter::sequence)
          .thenComparing(DeadLetter::firstSeen);

  /// Of a message that SQS itself moved here after too many receives.
  private static final String MOVED_BY_SQS = "too_many_receives";

  /// What an event takes with it: were it parked again, it must not lose its place.
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

  /// Whether it is an event at all: of one too large for SQS only a stub was parked.
  boolean isWhole() {
    return !reason().equals(Reason.TOO_LARGE.code())
        || message.attributes().containsKey(MessageAttribute.SEQUENCE_NUMBER);
  }

  /// The event as it stood on the events queue, under its person's group.
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
