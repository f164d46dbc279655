package bridge.resilience;

import bridge.platform.Platform;
import java.time.Duration;

/// The rate limiter of one environment: no more requests start in any sliding second. After a pause
/// requests catch up at eight times the rate at most, to avoid bursts. A new environment behaves as
/// if it had sent evenly for the last second. A 429 halves the rate, at most once a second; the
/// rate then rises by a tenth of the full rate per second.
public final class RateLimiter {
  private static final double FLOOR = 1.0 / 32;
  private static final double CLIMB_PER_SECOND = 0.1;
  private static final double NANOS = 1e9;

  /// A second and one per cent: requests take different times to arrive and must not arrive faster.
  private static final double WINDOW = 1.01 * NANOS;

  private static final int MAX_SPEED_UP = 8;

  private final Platform platform;
  private final double full;
  private final SlidingWindow planned;
  private final SlidingWindow started;
  private double share = 1;
  private long shareAt;
  private long throttledAt;

  /// @param requestsPerSecond of this environment
  public RateLimiter(Platform platform, double requestsPerSecond) {
    this.platform = platform;
    this.full = requestsPerSecond;
    this.shareAt = platform.nanoTime();
    this.throttledAt = shareAt - (long) NANOS;
    this.planned = new SlidingWindow(maxStarts(), shareAt, window());
    this.started = new SlidingWindow(maxStarts(), shareAt, window());
  }

  /// Waits for a slot. Returns false at once if a POST could no longer begin then.
  public boolean await(InvocationDeadline time) throws InterruptedException {
    long wait = takeSlot(time);
    if (wait < 0) {
      return false;
    }
    do {
      if (wait > 0) {
        platform.sleep(Duration.ofNanos(wait));
      }
      wait = recordStart();
    } while (wait > 0);
    return time.mayPost(Duration.ZERO);
  }

  /// Records a 429.
  public synchronized void recordThrottled() {
    long now = platform.nanoTime();
    raise(now);
    if (now - throttledAt >= NANOS) {
      share = Math.max(share / 2, FLOOR);
      throttledAt = now;
    }
  }

  public synchronized double requestsPerSecond() {
    raise(platform.nanoTime());
    return full * share;
  }

  /// Nanoseconds until the slot, -1 if that is too late.
  private synchronized long takeSlot(InvocationDeadline time) {
    long now = platform.nanoTime();
    raise(now);
    long wait = Math.max(wait(planned, now), wait(started, now));
    if (!time.mayPost(Duration.ofNanos(wait))) {
      return -1;
    }
    planned.add(now + wait);
    return wait;
  }

  /// Records the start if earlier requests are far enough in the past (their threads may have woken
  /// late); otherwise returns the missing nanoseconds.
  private synchronized long recordStart() {
    long now = platform.nanoTime();
    raise(now);
    long wait = wait(started, now);
    if (wait == 0) {
      started.add(now);
    }
    return wait;
  }

  private long wait(SlidingWindow slidingWindow, long now) {
    int most = maxStarts();
    long window = window();
    return Math.max(
        slidingWindow.wait(now, most, window),
        slidingWindow.wait(now, 1, window / most / MAX_SPEED_UP));
  }

  private void raise(long now) {
    share = Math.min(1, share + CLIMB_PER_SECOND * (now - shareAt) / NANOS);
    shareAt = now;
  }

  /// How many requests may start within the window.
  private int maxStarts() {
    return Math.max(1, (int) (full * share));
  }

  /// The window in nanoseconds: longer than a second at a rate below one.
  private long window() {
    return (long) Math.ceil(WINDOW / Math.min(1, full * share));
  }
}
