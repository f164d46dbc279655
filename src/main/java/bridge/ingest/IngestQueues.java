package bridge.ingest;

import bridge.queue.FifoQueue;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The queues that ingest sends to.
///
/// @param bulk for Engage's events; the events queue itself if they have none of their own
public record IngestQueues(FifoQueue events, FifoQueue bulk, FifoQueue deadLetters) {
  /// Queues without a bulk queue.
  public static IngestQueues withoutBulk(FifoQueue events, FifoQueue deadLetters) {
    return new IngestQueues(events, events, deadLetters);
  }

  /// The same queues for a request whose events all go to the bulk queue.
  IngestQueues bulkOnly() {
    return new IngestQueues(bulk, bulk, deadLetters);
  }

  boolean hasBulk() {
    return bulk != events;
  }

  /// The name of a queue that does not exist, null if none is known to be missing.
  @Nullable String missingQueue() {
    return Stream.of(events, bulk, deadLetters)
        .map(FifoQueue::missingQueue)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
