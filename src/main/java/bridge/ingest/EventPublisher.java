package bridge.ingest;

import bridge.platform.Platform;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Publishes the events of one authentic request to SQS: to the events queue, Engage's to the bulk
/// queue, or with a reason to the dead-letter queue.
final class EventPublisher {
  private final ParallelSender parallelSender;
  private final IngestQueues queues;

  /// The result for one request.
  ///
  /// @param isAllSafe whether SQS confirmed every element, on any queue
  /// @param deadLettered a reason for each element that is on the dead-letter queue
  /// @param orderUnsure messages confirmed after a later one of the same person
  record Outcome(boolean isAllSafe, List<Reason> deadLettered, int orderUnsure) {
    Outcome {
      deadLettered = List.copyOf(deadLettered);
    }
  }

  EventPublisher(Platform platform, IngestQueues queues) {
    this.parallelSender = new ParallelSender(platform);
    this.queues = queues;
  }

  Outcome publish(List<RawEvent> rawEvents, Instant receivedAt, Instant deadline)
      throws InterruptedException {
    List<QueuedEvent> toEvents = new ArrayList<>();
    List<QueuedEvent> toBulk = new ArrayList<>();
    Map<String, RawEvent> byDedupId = new HashMap<>();
    DeadLetterBatch letters = new DeadLetterBatch();
    for (RawEvent rawEvent : rawEvents) {
      switch (Envelope.of(rawEvent, receivedAt)) {
        case Envelope.Event(QueuedEvent message) -> {
          boolean isBulk = queues.hasBulk() && rawEvent.ids().isEngage();
          (isBulk ? toBulk : toEvents).add(message);
          byDedupId.put(message.dedupId(), rawEvent);
        }
        case Envelope.DeadLetter envelope -> letters.add(envelope);
      }
    }
    PartitionSender.Outcome sent = parallelSender.send(queues.events(), toEvents, deadline);
    if (queues.hasBulk()) {
      sent = sent.and(parallelSender.send(queues.bulk(), toBulk, deadline));
    }
    Set<String> refused = new HashSet<>();
    sent.refused().forEach(message -> refused.add(message.dedupId()));
    byDedupId.keySet().retainAll(refused);
    byDedupId
        .values()
        .forEach(rawEvent -> letters.add(Envelope.refusedBySqs(rawEvent, receivedAt)));
    PartitionSender.Outcome stored =
        parallelSender.send(queues.deadLetters(), letters.messages, deadline);
    boolean isAllSafe = sent.isAllSafe() && stored.isAllSafe() && stored.refused().isEmpty();
    return new Outcome(isAllSafe, letters.reasons, sent.orderUnsure());
  }

  private static final class DeadLetterBatch {
    private final List<QueuedEvent> messages = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();

    void add(Envelope.DeadLetter envelope) {
      messages.add(envelope.message());
      reasons.add(envelope.reason());
    }
  }
}
