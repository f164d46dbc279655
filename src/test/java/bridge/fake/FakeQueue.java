package bridge.fake;

import bridge.queue.FifoQueue;
import bridge.queue.MessageVisibility;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import bridge.queue.VisibilityChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A queue seen from both sides: what was sent to it, which delays were asked for.
public final class FakeQueue implements FifoQueue, MessageVisibility {
  private final List<QueuedEvent> sent = new ArrayList<>();
  private final List<VisibilityChange> delays = new ArrayList<>();
  private Function<QueuedEvent, SendResult> takes = _ -> SendResult.CONFIRMED;
  private Runnable onDelay = () -> {};

  public void takes(Function<QueuedEvent, SendResult> takes) {
    this.takes = takes;
  }

  @Override
  public synchronized List<SendResult> send(List<QueuedEvent> entries) {
    List<SendResult> results = entries.stream().map(takes).toList();
    for (int i = 0; i < entries.size(); i++) {
      if (results.get(i) == SendResult.CONFIRMED) {
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
  public synchronized void delay(List<VisibilityChange> entries) {
    onDelay.run();
    delays.addAll(entries);
  }

  public synchronized List<QueuedEvent> sent() {
    return List.copyOf(sent);
  }

  /// The delays since the last call.
  public synchronized List<VisibilityChange> delays() {
    List<VisibilityChange> last = List.copyOf(delays);
    delays.clear();
    return last;
  }
}
