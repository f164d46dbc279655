package bridge.simulation;

import bridge.queue.DeadLetterQueue;
import bridge.queue.QueueDepth;
import bridge.queue.QueueUnavailableException;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The model of the dead-letter queue, as redrive uses it.
final class SimulatedDeadLetterQueue implements DeadLetterQueue {
  private static final Duration LATENCY = Duration.ofMillis(15);

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final SimulatedVisibility visibility;
  private final QueueDepth lateDepth;
  private final boolean isDepthLate;
  private final Consumer<SqsMessage> onDelete;
  private final Map<String, SqsMessage> received = new HashMap<>();

  /// @param lateDepth what SQS may report all the time, which counts up to a minute late
  SimulatedDeadLetterQueue(
      Scheduler scheduler,
      SqsModel queue,
      Faults faults,
      QueueDepth lateDepth,
      Consumer<SqsMessage> onDelete) {
    this.lateDepth = lateDepth;
    this.isDepthLate = faults.inject(Fault.DEPTH_LATE);
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.visibility = new SimulatedVisibility(scheduler, queue, faults, () -> {});
    this.onDelete = onDelete;
  }

  /// What was received under this id.
  SqsMessage message(String id) {
    SqsMessage message = received.get(id);
    if (message == null) {
      throw new IllegalStateException("no such message was taken");
    }
    return message;
  }

  @Override
  public List<ReceivedEvent> receive(Duration hidden) throws QueueUnavailableException {
    faults.countOperation();
    scheduler.sleep(queue.hasAvailable() ? LATENCY : Duration.ofSeconds(1));
    List<SqsMessage> batch = queue.receive(MAX_ENTRIES, hidden);
    batch.forEach(message -> received.put(message.id, message));
    if (faults.inject(Fault.RECEIVE_FAILS)) {
      throw new QueueUnavailableException("no answer");
    }
    return batch.stream().map(SqsModel::toReceivedEvent).toList();
  }

  @Override
  public List<ReceivedEvent> delete(List<ReceivedEvent> messages) {
    faults.countOperation();
    scheduler.sleep(LATENCY);
    boolean isFailing = faults.inject(Fault.DELETE_FAILS);
    List<ReceivedEvent> remaining = new ArrayList<>();
    for (ReceivedEvent message : messages) {
      if (isFailing || !queue.delete(message.receiptHandle())) {
        remaining.add(message);
      } else {
        onDelete.accept(message(message.messageId()));
      }
    }
    return remaining;
  }

  @Override
  public void change(List<VisibilityChange> entries) {
    visibility.change(entries);
  }

  @Override
  public QueueDepth depth() throws QueueUnavailableException {
    faults.countOperation();
    scheduler.sleep(LATENCY);
    return isDepthLate ? lateDepth : queue.depth();
  }
}
