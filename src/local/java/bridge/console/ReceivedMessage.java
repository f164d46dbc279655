package bridge.console;

import java.util.Map;

/// A message as the poller got it.
public record ReceivedMessage(
    String queueUrl,
    String messageId,
    String receiptHandle,
    String dedupId,
    String group,
    int receiveCount,
    String body,
    Map<String, String> attributes) {
  public ReceivedMessage {
    attributes = Map.copyOf(attributes);
  }
}
