package bridge.queue;

import java.util.List;

/// The rejected queue, seen by who takes from it.
public interface DeadLetterQueue extends MessageVisibility {
  /// One ReceiveMessage, waiting up to a second: at most ten messages, hidden from others for 90
  /// seconds. Empty where there is none to give now.
  List<ReceivedEvent> receive() throws QueueUnavailableException;

  /// Deletes one to ten messages for good. Those that SQS did not confirm are returned; they come
  /// back.
  List<ReceivedEvent> delete(List<ReceivedEvent> messages);

  QueueDepth depth() throws QueueUnavailableException;
}
