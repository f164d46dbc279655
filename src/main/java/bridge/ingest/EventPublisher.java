package bridge.ingest;

import bridge.platform.Platform;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events of one authentic request, given to SQS: to the events queue, Engage's to the bulk
/// queue, or with a reason to the rejected one.
final class EventPublisher {
  private final ParallelSender parallelSender;
  private final FifoQueue events;
  private final @Nullable FifoQueue bulk;
  private final FifoQueue rejected;

  /// How a request ended.
  ///
  /// @param isAllSafe whether SQS confirmed every element, on one queue or the other
  /// @param parked a reason for each element that is on the rejected queue
  /// @param orderUnsure messages confirmed after a later one of the same person
  record Outcome(boolean isAllSafe, List<Reason> parked, int orderUnsure) {
    Outcome {
      parked = List.copyOf(parked);
    }
  }

  /// @param bulk null where Engage's events go with the others
  EventPublisher(
      Platform platform, FifoQueue events, @Nullable FifoQueue bulk, FifoQueue rejected) {
    this.parallelSender = new ParallelSender(platform);
    this.events = events;
    this.bulk = bulk;
    this.rejected = rejected;
  }

  Outcome of(List<RawEvent> elements, Instant receivedAt, Instant deadline)
      throws InterruptedException {
    List<QueuedEvent> toEvents = new ArrayList<>();
    List<QueuedEvent> toBulk = new ArrayList<>();
    Map<String, RawEvent> byDedupId = new HashMap<>();
    Rejection rejection = new Rejection();
    for (RawEvent rawEvent : elements) {
      switch (Envelope.of(rawEvent, receivedAt)) {
        case Envelope.ForEvents(QueuedEvent message) -> {
          boolean isBulk = bulk != null && rawEvent.person().isEngage();
          (isBulk ? toBulk : toEvents).add(message);
          byDedupId.put(message.dedupId(), rawEvent);
        }
        case Envelope.ForRejected envelope -> rejection.add(envelope);
      }
    }
    PartitionSender.Outcome sent = parallelSender.send(events, toEvents, deadline);
    if (bulk != null) {
      sent = sent.and(parallelSender.send(bulk, toBulk, deadline));
    }
    Set<String> refused = new HashSet<>();
    sent.refused().forEach(message -> refused.add(message.dedupId()));
    byDedupId.keySet().retainAll(refused);
    byDedupId.values().forEach(rawEvent -> rejection.add(Envelope.refused(rawEvent, receivedAt)));
    PartitionSender.Outcome parked = parallelSender.send(rejected, rejection.messages, deadline);
    boolean isAllSafe = sent.isAllSafe() && parked.isAllSafe() && parked.refused().isEmpty();
    return new Outcome(isAllSafe, rejection.reasons, sent.orderUnsure());
  }

  private static final class Rejection {
    private final List<QueuedEvent> messages = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();

    void add(Envelope.ForRejected envelope) {
      messages.add(envelope.message());
      reasons.add(envelope.reason());
    }
  }
}
