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
  private final @Nullable RateCheck all;
  private final Deque<Long> begun = new ArrayDeque<>();
  private long changedAt;
  private int mostWhileTheyStay;
  private int mostAcrossAChange;

  RateCheck(Scheduler scheduler) {
    this(scheduler, null);
  }

  /// @param all what counts the POSTs of all lanes
  RateCheck(Scheduler scheduler, @Nullable RateCheck all) {
    this.scheduler = scheduler;
    this.all = all;
  }

  /// An environment began or ended.
  void changed() {
    changedAt = scheduler.nanoTime();
    if (all != null) {
      all.changed();
    }
  }

  void begins() {
    if (all != null) {
      all.begins();
    }
    long now = scheduler.nanoTime();
    begun.addLast(now);
    while (begun.getFirst() <= now - SECOND) {
      begun.removeFirst();
    }
    if (now - changedAt >= SECOND) {
      mostWhileTheyStay = Math.max(mostWhileTheyStay, begun.size());
    } else {
      mostAcrossAChange = Math.max(mostAcrossAChange, begun.size());
    }
  }

  int mostWhileTheyStay() {
    return mostWhileTheyStay;
  }

  int mostAcrossAChange() {
    return mostAcrossAChange;
  }
}
