package bridge.fake;

import bridge.queue.DeadLetterQueue;
import bridge.queue.QueueDepth;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A dead-letter queue whose messages are visible or in flight. It returns them in the order in
/// which they were added, and none while as many are in flight as SQS allows.
public final class FakeDeadLetterQueue implements DeadLetterQueue {
  private static final int MAX_IN_FLIGHT = 120_000;

  private final Map<String, Integer> places = new HashMap<>();
  private final TreeMap<Integer, ReceivedEvent> visible = new TreeMap<>();
  private final TreeMap<Integer, ReceivedEvent> inFlight = new TreeMap<>();
  private final List<ReceivedEvent> elsewhere = new ArrayList<>();
  private Runnable onReceive = () -> {};
  private Duration lastHidden = Duration.ZERO;
  private int mostInFlight;

  public void add(ReceivedEvent message) {
    places.put(message.messageId(), places.size());
    show(message);
  }

  private void show(ReceivedEvent message) {
    int place = places.getOrDefault(message.messageId(), -1);
    inFlight.remove(place);
    visible.put(place, message);
  }

  /// Somebody else takes up to ten.
  public void receiveElsewhere() {
    elsewhere.addAll(receiveVisible());
  }

  /// What somebody else took is visible again.
  public void returnElsewhere() {
    elsewhere.forEach(this::show);
    elsewhere.clear();
  }

  /// Runs before each receive.
  public void onReceive(Runnable onReceive) {
    this.onReceive = onReceive;
  }

  /// Ids of all that is neither deleted nor in anybody's hands.
  public List<String> ids() {
    return visible.values().stream().map(ReceivedEvent::messageId).sorted().toList();
  }

  /// The most messages that were in flight at once.
  public int mostInFlight() {
    return mostInFlight;
  }

  /// For how long the last receive hides what it returned.
  public Duration lastHidden() {
    return lastHidden;
  }

  @Override
  public List<ReceivedEvent> receive(Duration hidden) {
    onReceive.run();
    lastHidden = hidden;
    return receiveVisible();
  }

  private List<ReceivedEvent> receiveVisible() {
    List<ReceivedEvent> taken = new ArrayList<>();
    while (taken.size() < MAX_ENTRIES && !visible.isEmpty() && inFlight.size() < MAX_IN_FLIGHT) {
      Map.Entry<Integer, ReceivedEvent> first = visible.pollFirstEntry();
      inFlight.put(first.getKey(), first.getValue());
      taken.add(first.getValue());
    }
    mostInFlight = Math.max(mostInFlight, inFlight.size());
    return taken;
  }

  @Override
  public List<ReceivedEvent> delete(List<ReceivedEvent> messages) {
    messages.forEach(message -> inFlight.remove(places.getOrDefault(message.messageId(), -1)));
    return List.of();
  }

  @Override
  public void change(List<VisibilityChange> changes) {
    changes.forEach(change -> show(change.message()));
  }

  @Override
  public QueueDepth depth() {
    return new QueueDepth(visible.size(), inFlight.size());
  }
}
