package bridge.queue;

import java.time.Instant;
import java.util.Map;

/// One message as a FIFO queue handed it out.
///
/// @param sentAt SQS's SentTimestamp: when the queue took it
/// @param receiveCount how often it was handed out, this time included
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
