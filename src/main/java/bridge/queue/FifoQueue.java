package bridge.queue;

import java.time.Duration;
import java.util.List;

/// A FIFO queue, seen by who sends to it. One call of SQS per call, so it blocks.
public interface FifoQueue {
  int MAX_ENTRIES = 10;

  /// Sends one to ten entries, 1 MiB in all, in this order. Never throws for what SQS or the
  /// network does: a call without an answer means that every entry FAILED. Results stand in the
  /// order of the entries.
  List<SendResult> send(List<QueuedEvent> entries);

  /// The same with a bound on the call's time; an implementation that can keep it does.
  default List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
    return send(entries);
  }
}
