package bridge.standin;

import bridge.queue.Delay;
import bridge.queue.DelayQueue;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A queue seen from both sides: what was sent to it, which delays were asked for.
public final class FakeQueue implements FifoQueue, DelayQueue {
  private final List<QueuedEvent> sent = new ArrayList<>();
  private final List<Delay> delays = new ArrayList<>();
  private Function<QueuedEvent, Sent> takes = _ -> Sent.CONFIRMED;
  private Runnable onDelay = () -> {};

  public void takes(Function<QueuedEvent, Sent> takes) {
    this.takes = takes;
  }

  @Override
  public synchronized List<Sent> send(List<QueuedEvent> entries) {
    List<Sent> results = entries.stream().map(takes).toList();
    for (int i = 0; i < entries.size(); i++) {
      if (results.get(i) == Sent.CONFIRMED) {
        sent.add(entries.get(i));
      }
    }
    return results;
  }

  /// Runs at each call for delays.
  public void onDelay(Runnable onDelay) {
    this.onDelay = onDelay;
  }

  @Override
  public synchronized void delay(List<Delay> entries) {
    onDelay.run();
    delays.addAll(entries);
  }

  public synchronized List<QueuedEvent> sent() {
    return List.copyOf(sent);
  }

  /// The delays since the last call.
  public synchronized List<Delay> delays() {
    List<Delay> last = List.copyOf(delays);
    delays.clear();
    return last;
  }
}
