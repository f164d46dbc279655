package bridge.dispatch;

import bridge.machine.Machine;
import java.time.Duration;

/// Keeps one environment at its rate: two requests never start closer together than one over the
/// rate, the first one included (a bucket of one that starts empty). On 429 the rate falls to half,
/// at most once a second; it climbs back in ten seconds without one.
final class Pace {
  private static final double FLOOR = 1.0 / 32;
  private static final double CLIMB_PER_SECOND = 0.1;
  private static final double NANOS = 1e9;

  private final Machine machine;
  private final double full;
  private double share = 1;
  private long shareAt;
  private long fellAt;
  private long nextSlot;
  private long earliestStart;

  /// @param requestsPerSecond of this environment
  Pace(Machine machine, double requestsPerSecond) {
    this.machine = machine;
    this.full = requestsPerSecond;
    this.shareAt = machine.nanoTime();
    this.fellAt = shareAt - (long) NANOS;
    this.earliestStart = shareAt + spacing();
    this.nextSlot = earliestStart;
  }

  /// Waits for this request's slot; false, at once, where a POST could not begin then any more.
  boolean await(TimeLeft time) throws InterruptedException {
    long wait = takeSlot(time);
    if (wait < 0) {
      return false;
    }
    do {
      if (wait > 0) {
        machine.sleep(Duration.ofNanos(wait));
      }
      wait = start();
    } while (wait > 0);
    return time.mayPost(Duration.ZERO);
  }

  /// Regal answered 429.
  synchronized void throttled() {
    long now = machine.nanoTime();
    climb(now);
    if (now - fellAt >= NANOS) {
      share = Math.max(share / 2, FLOOR);
      fellAt = now;
    }
  }

  synchronized double requestsPerSecond() {
    climb(machine.nanoTime());
    return full * share;
  }

  /// Nanoseconds until the slot, -1 where that is too late.
  private synchronized long takeSlot(TimeLeft time) {
    long now = machine.nanoTime();
    climb(now);
    long slot = Math.max(Math.max(nextSlot, earliestStart) - now, 0);
    if (!time.mayPost(Duration.ofNanos(slot))) {
      return -1;
    }
    nextSlot = now + slot + spacing();
    return slot;
  }

  /// Starts the request if the one before it is far enough away (its thread may have woken late);
  /// else how many nanoseconds are missing.
  private synchronized long start() {
    long now = machine.nanoTime();
    if (now - earliestStart < 0) {
      return earliestStart - now;
    }
    earliestStart = now + spacing();
    return 0;
  }

  private void climb(long now) {
    share = Math.min(1, share + CLIMB_PER_SECOND * (now - shareAt) / NANOS);
    shareAt = now;
  }

  private long spacing() {
    return (long) Math.ceil(NANOS / (full * share));
  }
}
