package bridge.console;

import java.util.Map;

/// A message of the events queue as the poller got it.
public record HandedOut(
    String messageId,
    String receiptHandle,
    String dedupId,
    String group,
    int receiveCount,
    String body,
    Map<String, String> attributes) {
  public HandedOut {
    attributes = Map.copyOf(attributes);
  }
}
