package bridge.simulation;

import bridge.queue.QueuedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The model of SQS, on a clock of its own.
final class ModelTestQueue implements SqsTestQueue {
  private final Scheduler scheduler = new Scheduler(1);
  private final SqsModel dead;
  private final SqsModel queue;

  ModelTestQueue() {
    SqsModel.Settings settings =
        new SqsModel.Settings(Duration.ofSeconds(30), 3, QueueOrder.SCAN_LIMIT);
    this.dead = new SqsModel(scheduler, "d", settings, null, 1);
    this.queue = new SqsModel(scheduler, "q", settings, dead, 1);
  }

  @Override
  public void send(String group, String dedupId, String body) {
    queue.send(new QueuedEvent(group, dedupId, body, Map.of()));
  }

  /// Two receives, for one may pass a group over.
  @Override
  public List<TestMessage> receive(int most, int visibilitySeconds) {
    List<TestMessage> messages = new ArrayList<>(received(queue, most, visibilitySeconds));
    messages.addAll(received(queue, most - messages.size(), visibilitySeconds));
    return messages;
  }

  @Override
  public List<TestMessage> receiveAfterWait(int most, int visibilitySeconds) {
    scheduler.runAfter(Duration.ofSeconds(2), scheduler::stop);
    scheduler.run();
    return receive(most, visibilitySeconds);
  }

  @Override
  public boolean delete(String receipt) {
    return queue.delete(receipt);
  }

  @Override
  public void changeVisibility(String receipt, int seconds) {
    queue.changeVisibility(receipt, seconds);
  }

  @Override
  public List<TestMessage> dead() {
    return received(dead, 10, 30);
  }

  private static List<TestMessage> received(SqsModel from, int most, int visibilitySeconds) {
    return from.receive(most, Duration.ofSeconds(visibilitySeconds)).stream()
        .map(
            message ->
                new TestMessage(
                    message.event.body(),
                    String.valueOf(message.receipt),
                    message.receives,
                    message.sequence()))
        .toList();
  }
}
