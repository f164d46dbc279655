package bridge.ingest;

import bridge.platform.Platform;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Sends the messages of some people to SQS, one call at a time. A person's message is sent once
/// all earlier ones are confirmed, or in one batch with them.
final class PartitionSender {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final Platform platform;
  private final FifoQueue queue;
  private final boolean mayShareBatch;
  private final PriorityQueue<Backlog> groups =
      new PriorityQueue<>(Comparator.comparingInt((Backlog group) -> -group.size()));
  private final List<QueuedEvent> refused = new ArrayList<>();
  private int orderUnsure;

  /// The result for one partition.
  ///
  /// @param isAllSafe whether SQS confirmed everything that it did not refuse permanently
  /// @param orderUnsure messages that were confirmed after a later one of the same person
  record Outcome(boolean isAllSafe, List<QueuedEvent> refused, int orderUnsure) {
    Outcome {
      refused = List.copyOf(refused);
    }

    Outcome and(Outcome other) {
      List<QueuedEvent> both = new ArrayList<>(refused);
      both.addAll(other.refused);
      return new Outcome(isAllSafe && other.isAllSafe, both, orderUnsure + other.orderUnsure);
    }
  }

  /// @param mayShareBatch whether a batch may hold several messages of a person
  PartitionSender(
      Platform platform, FifoQueue queue, List<QueuedEvent> messages, boolean mayShareBatch) {
    this.platform = platform;
    this.queue = queue;
    this.mayShareBatch = mayShareBatch;
    Map<String, Backlog> byGroup = new LinkedHashMap<>();
    for (QueuedEvent message : messages) {
      byGroup.computeIfAbsent(message.group(), _ -> new Backlog()).add(message);
    }
    groups.addAll(byGroup.values());
  }

  Outcome sendUntil(Instant deadline) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (!groups.isEmpty()) {
      Duration left = Duration.between(platform.now(), deadline);
      if (!left.isPositive()) {
        return new Outcome(false, refused, orderUnsure);
      }
      List<Backlog> taken = new ArrayList<>();
      List<QueuedEvent> batch = batch(taken);
      Set<QueuedEvent> ended = record(batch, queue.send(batch, left));
      for (Backlog group : taken) {
        group.remove(ended);
        if (group.size() > 0) {
          groups.add(group);
        }
      }
      if (!ended.isEmpty()) {
        pause = FIRST_PAUSE;
      } else {
        platform.sleep(shorter(pause, left));
        pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
    return new Outcome(true, refused, orderUnsure);
  }

  /// Takes the largest backlogs first, which needs the fewest calls.
  private List<QueuedEvent> batch(List<Backlog> taken) {
    List<QueuedEvent> batch = new ArrayList<>(FifoQueue.MAX_ENTRIES);
    int bytes = 0;
    while (batch.size() < FifoQueue.MAX_ENTRIES && !groups.isEmpty()) {
      Backlog group = groups.poll();
      taken.add(group);
      for (QueuedEvent message :
          group.head(mayShareBatch ? FifoQueue.MAX_ENTRIES - batch.size() : 1)) {
        bytes += message.bytes();
        if (bytes > QueuedEvent.MAX_BYTES && !batch.isEmpty()) {
          return batch;
        }
        batch.add(message);
      }
    }
    return batch;
  }

  /// The messages of the batch that need no further call.
  private Set<QueuedEvent> record(List<QueuedEvent> batch, List<SendResult> results) {
    Set<QueuedEvent> ended = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<String> withFailure = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      QueuedEvent message = batch.get(i);
      SendResult sendResult = results.get(i);
      if (sendResult == SendResult.FAILED) {
        withFailure.add(message.group());
        continue;
      }
      ended.add(message);
      if (sendResult == SendResult.REFUSED) {
        refused.add(message);
      } else if (withFailure.contains(message.group())) {
        orderUnsure++;
      }
    }
    return ended;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// One person's messages that are not confirmed yet, in order.
  private static final class Backlog {
    private final Deque<QueuedEvent> messages = new ArrayDeque<>();

    void add(QueuedEvent message) {
      messages.add(message);
    }

    int size() {
      return messages.size();
    }

    void remove(Set<QueuedEvent> ended) {
      messages.removeIf(ended::contains);
    }

    List<QueuedEvent> head(int most) {
      return messages.stream().limit(most).toList();
    }
  }
}
