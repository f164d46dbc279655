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

  /// Never the body: a message may be printed by accident.
  @Override
  public String toString() {
    return "ReceivedEvent[" + messageId + "]";
  }
}
