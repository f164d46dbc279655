package bridge.queue;

import java.time.Duration;
import java.util.List;

/// The dead-letter queue as redrive uses it.
public interface DeadLetterQueue extends MessageVisibility {
  /// One ReceiveMessage with a wait of up to a second: at most ten messages, hidden for so long.
  /// Empty if none is visible.
  List<ReceivedEvent> receive(Duration hidden) throws QueueUnavailableException;

  /// Deletes one to ten messages. Returns those that SQS did not confirm; they become visible
  /// again.
  List<ReceivedEvent> delete(List<ReceivedEvent> messages);

  QueueDepth depth() throws QueueUnavailableException;
}
