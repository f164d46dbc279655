package bridge.queue;

import java.time.Instant;
import java.util.Map;

/// One message received from a FIFO queue.
///
/// @param sentAt SQS's SentTimestamp: when the queue received it
/// @param receiveCount how often it was received, this time included
public record ReceivedEvent(
    String messageId,
    String receiptHandle,
    String group,
    String sequenceNumber,
    Instant sentAt,
    int receiveCount,
    String body,
    Map<String, String> attributes) {
  public ReceivedEvent {
    attributes = Map.copyOf(attributes);
  }

  /// When the bridge received the event: the time that ingest noted, otherwise when SQS received
  /// it.
  public Instant receivedAt() {
    String noted = attributes.get(MessageAttribute.RECEIVED_AT);
    try {
      return noted == null ? sentAt : Instant.ofEpochMilli(Long.parseLong(noted));
    } catch (NumberFormatException _) {
      return sentAt;
    }
  }

  /// Never the body: a message may be printed by accident.
  @Override
  public String toString() {
    return "ReceivedEvent[" + messageId + "]";
  }
}
