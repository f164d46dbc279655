package bridge.fake;

import bridge.queue.DeadLetterQueue;
import bridge.queue.QueueDepth;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A dead-letter queue whose messages are visible or in flight.
public final class FakeDeadLetterQueue implements DeadLetterQueue {
  private final List<ReceivedEvent> visible = new ArrayList<>();
  private final List<ReceivedEvent> inFlight = new ArrayList<>();
  private final List<ReceivedEvent> elsewhere = new ArrayList<>();
  private Runnable onReceive = () -> {};

  public void add(ReceivedEvent message) {
    visible.add(message);
  }

  /// Somebody else takes up to ten.
  public void receiveElsewhere() {
    elsewhere.addAll(receiveVisible());
  }

  /// What somebody else took is visible again.
  public void returnElsewhere() {
    inFlight.removeAll(elsewhere);
    visible.addAll(elsewhere);
    elsewhere.clear();
  }

  /// Runs before each receive.
  public void onReceive(Runnable onReceive) {
    this.onReceive = onReceive;
  }

  /// Ids of all that is neither deleted nor in anybody's hands.
  public List<String> ids() {
    return visible.stream().map(ReceivedEvent::messageId).sorted().toList();
  }

  @Override
  public List<ReceivedEvent> receive(Duration hidden) {
    onReceive.run();
    return receiveVisible();
  }

  private List<ReceivedEvent> receiveVisible() {
    List<ReceivedEvent> taken = List.copyOf(visible.subList(0, Math.min(10, visible.size())));
    visible.removeAll(taken);
    inFlight.addAll(taken);
    return taken;
  }

  @Override
  public List<ReceivedEvent> delete(List<ReceivedEvent> messages) {
    inFlight.removeAll(messages);
    return List.of();
  }

  @Override
  public void change(List<VisibilityChange> changes) {
    for (VisibilityChange visibilityChange : changes) {
      inFlight.remove(visibilityChange.message());
      visible.add(visibilityChange.message());
    }
  }

  @Override
  public QueueDepth depth() {
    return new QueueDepth(visible.size(), inFlight.size());
  }
}
