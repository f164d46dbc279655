package bridge.ingest;

import bridge.platform.Platform;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// Sends all messages of a request, in up to ten partitions by message group, so that no person is
/// in two calls at once.
final class ParallelSender {
  static final int MAX_PARTITIONS = 10;

  /// The most calls in sequence before a person's messages may share a batch: 100 calls of 15 ms
  /// are 1.5 s of Segment's 5.
  static final int MAX_ROUNDS = 100;

  private final Platform platform;

  ParallelSender(Platform platform) {
    this.platform = platform;
  }

  /// Sends until all are confirmed or the deadline has passed.
  PartitionSender.Outcome send(FifoQueue queue, List<QueuedEvent> messages, Instant deadline)
      throws InterruptedException {
    List<List<QueuedEvent>> partitions = partitions(messages);
    boolean mayShareBatch = rounds(partitions) > MAX_ROUNDS;
    List<Callable<PartitionSender.Outcome>> senders = new ArrayList<>();
    for (List<QueuedEvent> share : partitions) {
      senders.add(
          () -> new PartitionSender(platform, queue, share, mayShareBatch).sendUntil(deadline));
    }
    return sendAll(senders);
  }

  private PartitionSender.Outcome sendAll(List<Callable<PartitionSender.Outcome>> senders)
      throws InterruptedException {
    boolean isAllSafe = true;
    int orderUnsure = 0;
    List<QueuedEvent> refused = new ArrayList<>();
    try {
      for (PartitionSender.Outcome outcome : platform.runInParallel(senders)) {
        isAllSafe &= outcome.isAllSafe();
        orderUnsure += outcome.orderUnsure();
        refused.addAll(outcome.refused());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a partition's sender failed", e.getCause());
    }
    return new PartitionSender.Outcome(isAllSafe, refused, orderUnsure);
  }

  private static List<List<QueuedEvent>> partitions(List<QueuedEvent> messages) {
    long people = messages.stream().map(QueuedEvent::group).distinct().count();
    int senders = Math.clamp(Math.ceilDiv(people, FifoQueue.MAX_ENTRIES), 1, MAX_PARTITIONS);
    List<List<QueuedEvent>> partitions = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      partitions.add(new ArrayList<>());
    }
    for (QueuedEvent message : messages) {
      partitions.get(Math.floorMod(message.group().hashCode(), senders)).add(message);
    }
    partitions.removeIf(List::isEmpty);
    return partitions;
  }

  /// How many calls the largest partition needs if no batch holds two messages of a person.
  private static int rounds(List<List<QueuedEvent>> partitions) {
    int most = 0;
    for (List<QueuedEvent> share : partitions) {
      Map<String, Integer> perPerson = new HashMap<>();
      share.forEach(message -> perPerson.merge(message.group(), 1, Integer::sum));
      int busiest = perPerson.values().stream().mapToInt(Integer::intValue).max().orElse(0);
      most = Math.max(most, Math.max(busiest, Math.ceilDiv(share.size(), FifoQueue.MAX_ENTRIES)));
    }
    return most;
  }
}
