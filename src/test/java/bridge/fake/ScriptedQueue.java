package bridge.fake;

import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/// A FIFO queue that keeps what it confirms, once per dedup id, and answers each entry as the
/// script says; each call takes as long as the script sets.
public final class ScriptedQueue implements FifoQueue {
  private final ParallelFakePlatform clock;
  private final Duration callLatency;
  private final BiFunction<Integer, QueuedEvent, SendResult> script;
  private final List<QueuedEvent> messages = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<List<QueuedEvent>> calls = new ArrayList<>();

  /// @param script the number of the call, from 0, and the entry, to its result
  public ScriptedQueue(
      ParallelFakePlatform clock,
      Duration callLatency,
      BiFunction<Integer, QueuedEvent, SendResult> script) {
    this.clock = clock;
    this.callLatency = callLatency;
    this.script = script;
  }

  /// Confirms everything at once.
  public ScriptedQueue() {
    this(new ParallelFakePlatform(), Duration.ZERO, (_, _) -> SendResult.CONFIRMED);
  }

  @Override
  public List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
    int call = calls.size();
    calls.add(List.copyOf(entries));
    clock.sleep(callLatency);
    List<SendResult> results = new ArrayList<>();
    for (QueuedEvent entry : entries) {
      SendResult sendResult = script.apply(call, entry);
      results.add(sendResult);
      if (sendResult == SendResult.CONFIRMED && seen.add(entry.dedupId())) {
        messages.add(entry);
      }
    }
    return results;
  }

  /// What it holds, in the order of confirmation.
  public List<QueuedEvent> messages() {
    return List.copyOf(messages);
  }

  public List<List<QueuedEvent>> calls() {
    return List.copyOf(calls);
  }
}
