package bridge.ingest;

import bridge.queue.FifoQueue;

/// The queues that ingest sends to.
///
/// @param bulk for Engage's events; the events queue itself if they have none of their own
public record IngestQueues(FifoQueue events, FifoQueue bulk, FifoQueue deadLetters) {
  /// Queues without a bulk queue.
  public static IngestQueues withoutBulk(FifoQueue events, FifoQueue deadLetters) {
    return new IngestQueues(events, events, deadLetters);
  }

  boolean hasBulk() {
    return bulk != events;
  }
}
