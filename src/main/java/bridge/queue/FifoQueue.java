package bridge.queue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A FIFO queue to send to. Each call blocks for one call of SQS.
public interface FifoQueue {
  int MAX_ENTRIES = 10;

  /// The timeout of a call without a deadline of its own.
  Duration TIMEOUT = Duration.ofSeconds(5);

  /// Sends one to ten entries, 1 MiB in all, in this order. Returns a result per entry, in order.
  /// Never throws for a fault of SQS or the network: without a response every entry is FAILED.
  List<SendResult> send(List<QueuedEvent> entries, Duration timeout);

  /// The queue's name if the last call of [#send] found no such queue, else null.
  default @Nullable String missingQueue() {
    return null;
  }
}
