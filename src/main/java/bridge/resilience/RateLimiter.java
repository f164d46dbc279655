package bridge.resilience;

import bridge.platform.Platform;
import java.time.Duration;

/// Keeps one environment at its rate: in no sliding second do more requests start. A batch that had
/// to wait for answers makes up for it, at eight times the rate at most, lest all go at one moment.
/// A new environment acts as if it had just sent evenly for a second. On 429 the rate falls to
/// half, at most once a second; it climbs back in ten seconds without one.
public final class RateLimiter {
  private static final double FLOOR = 1.0 / 32;
  private static final double CLIMB_PER_SECOND = 0.1;
  private static final double NANOS = 1e9;

  /// A second and one per cent: requests travel at different speeds, and must not come faster.
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

  /// Waits for this request's slot; false, at once, where a POST could not begin then any more.
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

  /// Regal answered 429.
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

  /// Nanoseconds until the slot, -1 where that is too late.
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

  /// Starts the request if those before it are far enough away (their threads may have woken late);
  /// else how many nanoseconds are missing.
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

  /// How many may start within the window.
  private int maxStarts() {
    return Math.max(1, (int) (full * share));
  }

  /// Longer than a second where less than one may start in it.
  private long window() {
    return (long) Math.ceil(WINDOW / Math.min(1, full * share));
  }
}
