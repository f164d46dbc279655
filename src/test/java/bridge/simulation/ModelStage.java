package bridge.simulation;

import bridge.queue.QueuedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The model of SQS, on a clock of its own.
final class ModelStage implements SqsStage {
  private final Scheduler scheduler = new Scheduler(1);
  private final SqsModel dead;
  private final SqsModel queue;

  ModelStage() {
    SqsModel.Settings settings =
        new SqsModel.Settings(Duration.ofSeconds(30), 3, QueueOrder.LOOKS_THROUGH);
    this.dead = new SqsModel(scheduler, "d", settings, null, 1);
    this.queue = new SqsModel(scheduler, "q", settings, dead, 1);
  }

  @Override
  public void send(String group, String dedupId, String body) {
    queue.send(new QueuedEvent(group, dedupId, body, Map.of()));
  }

  /// Two receives, for one may pass a group over.
  @Override
  public List<Got> receive(int most, int visibilitySeconds) {
    List<Got> got = received(queue, most, visibilitySeconds);
    return got.size() == most ? got : more(got, most - got.size(), visibilitySeconds);
  }

  private List<Got> more(List<Got> got, int most, int visibilitySeconds) {
    List<Got> all = new ArrayList<>(got);
    all.addAll(received(queue, most, visibilitySeconds));
    return all;
  }

  @Override
  public List<Got> receiveLater(int most, int visibilitySeconds) {
    scheduler.after(Duration.ofSeconds(2), scheduler::stop);
    scheduler.run();
    return receive(most, visibilitySeconds);
  }

  @Override
  public boolean delete(String receipt) {
    return queue.delete(receipt);
  }

  @Override
  public void hide(String receipt, int seconds) {
    queue.hide(receipt, seconds);
  }

  @Override
  public List<Got> dead() {
    return received(dead, 10, 30);
  }

  private static List<Got> received(SqsModel from, int most, int visibilitySeconds) {
    return from.receive(most, Duration.ofSeconds(visibilitySeconds)).stream()
        .map(
            message ->
                new Got(
                    message.event.body(),
                    String.valueOf(message.receipt),
                    message.receives,
                    message.sequence()))
        .toList();
  }
}
