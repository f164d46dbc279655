package bridge.fake;

import bridge.queue.FifoQueue;
import bridge.queue.MessageVisibility;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A queue seen from both sides: what was sent to it, which delays were asked for.
public final class FakeQueue implements FifoQueue, MessageVisibility {
  private final List<QueuedEvent> sent = new ArrayList<>();
  private final List<VisibilityChange> visibilityChanges = new ArrayList<>();
  private Function<QueuedEvent, SendResult> sendResult = _ -> SendResult.CONFIRMED;
  private Runnable onVisibilityChange = () -> {};

  public void setSendResult(Function<QueuedEvent, SendResult> sendResult) {
    this.sendResult = sendResult;
  }

  @Override
  public synchronized List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
    List<SendResult> results = entries.stream().map(sendResult).toList();
    for (int i = 0; i < entries.size(); i++) {
      if (results.get(i) == SendResult.CONFIRMED) {
        sent.add(entries.get(i));
      }
    }
    return results;
  }

  /// Runs at each call for delays.
  public void onVisibilityChange(Runnable onVisibilityChange) {
    this.onVisibilityChange = onVisibilityChange;
  }

  @Override
  public synchronized void change(List<VisibilityChange> entries) {
    onVisibilityChange.run();
    visibilityChanges.addAll(entries);
  }

  public synchronized List<QueuedEvent> sent() {
    return List.copyOf(sent);
  }

  /// The delays since the last call.
  public synchronized List<VisibilityChange> visibilityChanges() {
    List<VisibilityChange> last = List.copyOf(visibilityChanges);
    visibilityChanges.clear();
    return last;
  }
}
