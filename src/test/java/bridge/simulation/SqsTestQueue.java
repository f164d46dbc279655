package bridge.simulation;

import java.util.List;

/// One FIFO queue with its dead letters, on which a case is played.
interface SqsTestQueue {
  /// One message as it was received.
  record TestMessage(String body, String receipt, int receives, String sequence) {}

  void send(String group, String dedupId, String body);

  /// What can be had now.
  List<TestMessage> receive(int most, int visibilitySeconds);

  /// The same, waiting some seconds for it: longer than the visibility of one second that cases
  /// use.
  List<TestMessage> receiveAfterWait(int most, int visibilitySeconds);

  /// Whether the receipt was valid.
  boolean delete(String receipt);

  void changeVisibility(String receipt, int seconds);

  /// What is on the dead-letter queue.
  List<TestMessage> dead();

  /// Whether nothing comes within some seconds.
  default boolean isEmptyAfterWait() {
    return receiveAfterWait(10, 30).isEmpty();
  }
}
