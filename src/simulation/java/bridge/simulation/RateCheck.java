package bridge.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The most POSTs that began within any second: while environments stay, and across a change of
/// them.
final class RateCheck {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Scheduler scheduler;
  private final @Nullable RateCheck total;
  private final Deque<Long> starts = new ArrayDeque<>();
  private long changedAt;
  private int maxWhileStable;
  private int maxAcrossChange;

  RateCheck(Scheduler scheduler) {
    this(scheduler, null);
  }

  /// @param total counts the POSTs from all queues
  RateCheck(Scheduler scheduler, @Nullable RateCheck total) {
    this.scheduler = scheduler;
    this.total = total;
  }

  /// An environment began or ended.
  void recordChange() {
    changedAt = scheduler.nanoTime();
    if (total != null) {
      total.recordChange();
    }
  }

  /// A POST begins; how many have begun within the last second.
  int recordStart() {
    if (total != null) {
      total.recordStart();
    }
    long now = scheduler.nanoTime();
    starts.addLast(now);
    while (starts.getFirst() <= now - SECOND) {
      starts.removeFirst();
    }
    if (now - changedAt >= SECOND) {
      maxWhileStable = Math.max(maxWhileStable, starts.size());
    } else {
      maxAcrossChange = Math.max(maxAcrossChange, starts.size());
    }
    return starts.size();
  }

  int maxWhileStable() {
    return maxWhileStable;
  }

  int maxAcrossChange() {
    return maxAcrossChange;
  }
}
