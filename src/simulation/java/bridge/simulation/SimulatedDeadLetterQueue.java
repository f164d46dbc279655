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

/// The modelled rejected queue for who takes from it by hand.
final class SimulatedDeadLetterQueue implements DeadLetterQueue {
  private static final Duration HIDDEN = Duration.ofSeconds(90);
  private static final Duration TAKES = Duration.ofMillis(15);

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final SimulatedVisibility delays;
  private final Consumer<SqsMessage> deleted;
  private final Map<String, SqsMessage> taken = new HashMap<>();

  SimulatedDeadLetterQueue(
      Scheduler scheduler, SqsModel queue, Faults faults, Consumer<SqsMessage> deleted) {
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.delays = new SimulatedVisibility(scheduler, queue, faults, () -> {});
    this.deleted = deleted;
  }

  /// What was received under this id.
  SqsMessage message(String id) {
    SqsMessage message = taken.get(id);
    if (message == null) {
      throw new IllegalStateException("no such message was taken");
    }
    return message;
  }

  @Override
  public List<ReceivedEvent> receive() throws QueueUnavailableException {
    faults.operation();
    scheduler.sleep(queue.hasAvailable() ? TAKES : Duration.ofSeconds(1));
    List<SqsMessage> batch = queue.receive(MAX_ENTRIES, HIDDEN);
    batch.forEach(message -> taken.put(message.id, message));
    if (faults.strikes(Fault.RECEIVE_FAILS)) {
      throw new QueueUnavailableException("no answer");
    }
    return batch.stream().map(SqsModel::handedOut).toList();
  }

  @Override
  public List<ReceivedEvent> delete(List<ReceivedEvent> messages) {
    faults.operation();
    scheduler.sleep(TAKES);
    boolean fails = faults.strikes(Fault.DELETE_FAILS);
    List<ReceivedEvent> left = new ArrayList<>();
    for (ReceivedEvent message : messages) {
      if (fails || !queue.delete(message.receiptHandle())) {
        left.add(message);
      } else {
        deleted.accept(message(message.messageId()));
      }
    }
    return left;
  }

  @Override
  public void delay(List<VisibilityChange> entries) {
    delays.delay(entries);
  }

  @Override
  public QueueDepth depth() throws QueueUnavailableException {
    faults.operation();
    scheduler.sleep(TAKES);
    int inFlight = queue.inFlight();
    return new QueueDepth(queue.size() - inFlight, inFlight);
  }
}
