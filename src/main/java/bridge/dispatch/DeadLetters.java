package bridge.dispatch;

import bridge.queue.FifoQueue;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sends events to the dead-letter queue: the body unchanged, everything else as attributes. Each
/// is a message group of its own. Its SQS message id is both the group id and the deduplication id.
final class DeadLetters {
  /// How much of Regal's message is kept; SQS would take more.
  private static final int MESSAGE_CHARS = 1_000;

  private final FifoQueue queue;

  DeadLetters(FifoQueue queue) {
    this.queue = queue;
  }

  /// Sends one event. False if SQS did not confirm it.
  ///
  /// @param status of Regal's response, 0 if there is none
  /// @param message for the operator, may be empty
  boolean send(ReceivedEvent event, Reason reason, int status, String message) {
    Map<String, String> attributes = attributes(event, reason, status, message);
    SendResult sendResult = send(event, attributes);
    if (sendResult == SendResult.REFUSED && attributes.remove(MessageAttribute.MESSAGE) != null) {
      sendResult = send(event, attributes);
    }
    return sendResult == SendResult.CONFIRMED;
  }

  private SendResult send(ReceivedEvent event, Map<String, String> attributes) {
    String id = event.messageId();
    var entry = new QueuedEvent(id, id, event.body(), attributes);
    return queue.send(List.of(entry), FifoQueue.TIMEOUT).getFirst();
  }

  private static Map<String, String> attributes(
      ReceivedEvent event, Reason reason, int status, String message) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(MessageAttribute.REASON, reason.code());
    attributes.put(MessageAttribute.STATUS, status == 0 ? "" : String.valueOf(status));
    attributes.put(MessageAttribute.MESSAGE, toLegal(message));
    // An event that was dead-lettered before keeps its person and its place in the order.
    Map<String, String> own = event.attributes();
    attributes.put(MessageAttribute.GROUP, own.getOrDefault(MessageAttribute.GROUP, event.group()));
    attributes.put(
        MessageAttribute.SEQUENCE_NUMBER,
        own.getOrDefault(MessageAttribute.SEQUENCE_NUMBER, event.sequenceNumber()));
    String sentAt = String.valueOf(event.sentAt().toEpochMilli());
    attributes.put(
        MessageAttribute.FIRST_SEEN, own.getOrDefault(MessageAttribute.FIRST_SEEN, sentAt));
    attributes.put(
        MessageAttribute.RECEIVED_AT, own.getOrDefault(MessageAttribute.RECEIVED_AT, ""));
    attributes.put(MessageAttribute.ENCODING, own.getOrDefault(MessageAttribute.ENCODING, ""));
    attributes.values().removeIf(String::isBlank); // SQS refuses empty values
    return attributes;
  }

  /// The text with blanks in place of what SQS refuses: characters outside XML 1.0.
  private static String toLegal(String message) {
    StringBuilder legal = new StringBuilder();
    message
        .codePoints()
        .limit(MESSAGE_CHARS)
        .map(c -> isLegal(c) ? c : ' ')
        .forEach(legal::appendCodePoint);
    return legal.toString().strip();
  }

  private static boolean isLegal(int c) {
    return (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000
        || c == '\t'
        || c == '\n'
        || c == '\r';
  }
}
