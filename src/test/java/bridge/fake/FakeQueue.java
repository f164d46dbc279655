package bridge.fake;

import bridge.queue.FifoQueue;
import bridge.queue.MessageVisibility;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A FIFO queue that answers each entry as a script says, and keeps what it confirms, once per
/// dedup id, and which visibility changes were asked for. A call over SQS's limits is a fault.
public final class FakeQueue implements FifoQueue, MessageVisibility {
  private final List<QueuedEvent> sent = new ArrayList<>();
  private final Set<String> dedupIds = new HashSet<>();
  private final List<List<QueuedEvent>> calls = new ArrayList<>();
  private final List<VisibilityChange> visibilityChanges = new ArrayList<>();
  private BiFunction<Integer, QueuedEvent, SendResult> script = (_, _) -> SendResult.CONFIRMED;
  private @Nullable String missing;
  private Runnable onSend = () -> {};
  private Runnable onVisibilityChange = () -> {};

  /// Answers by the script from now on.
  ///
  /// @param script the number of the call, from 0, and the entry, to its result
  public FakeQueue setScript(BiFunction<Integer, QueuedEvent, SendResult> script) {
    this.script = script;
    return this;
  }

  /// From now on there is no such queue.
  public void setMissing(String name) {
    missing = name;
    script = (_, _) -> SendResult.FAILED;
  }

  @Override
  public @Nullable String missingQueue() {
    return missing;
  }

  /// Runs at each call that sends: how long it takes.
  public FakeQueue onSend(Runnable onSend) {
    this.onSend = onSend;
    return this;
  }

  @Override
  public synchronized List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
    int bytes = entries.stream().mapToInt(QueuedEvent::bytes).sum();
    if (entries.isEmpty()
        || entries.size() > FifoQueue.MAX_ENTRIES
        || bytes > QueuedEvent.MAX_BYTES) {
      throw new IllegalArgumentException(entries.size() + " entries of " + bytes + " bytes");
    }
    int call = calls.size();
    calls.add(List.copyOf(entries));
    onSend.run();
    List<SendResult> results = new ArrayList<>();
    for (QueuedEvent entry : entries) {
      SendResult result = script.apply(call, entry);
      results.add(result);
      if (result == SendResult.CONFIRMED && dedupIds.add(entry.dedupId())) {
        sent.add(entry);
      }
    }
    return results;
  }

  /// Runs at each call for visibility changes.
  public void onVisibilityChange(Runnable onVisibilityChange) {
    this.onVisibilityChange = onVisibilityChange;
  }

  @Override
  public synchronized void change(List<VisibilityChange> entries) {
    onVisibilityChange.run();
    visibilityChanges.addAll(entries);
  }

  /// What it holds, in the order of confirmation.
  public synchronized List<QueuedEvent> sent() {
    return List.copyOf(sent);
  }

  public synchronized List<List<QueuedEvent>> calls() {
    return List.copyOf(calls);
  }

  /// The visibility changes since the last call.
  public synchronized List<VisibilityChange> visibilityChanges() {
    List<VisibilityChange> last = List.copyOf(visibilityChanges);
    visibilityChanges.clear();
    return last;
  }
}
