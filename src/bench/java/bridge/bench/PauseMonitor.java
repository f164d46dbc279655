package bridge.bench;

/// The longest time for which this machine ran no thread that was due: what reaches a process then
/// comes later than it was sent.
final class PauseMonitor {
  private static final int TICK_MILLIS = 1;

  private long longest;
  private boolean isWatching;

  /// Nanoseconds of the longest since this was last asked; the first time, zero, and from then on
  /// it watches.
  synchronized long longest() {
    if (!isWatching) {
      isWatching = true;
      Thread.ofPlatform().daemon().start(this::watch);
    }
    long nanos = longest;
    longest = 0;
    return nanos;
  }

  private synchronized void recordPause(long nanos) {
    longest = Math.max(longest, nanos);
  }

  private void watch() {
    try {
      for (long before = System.nanoTime(); ; ) {
        Thread.sleep(TICK_MILLIS);
        long now = System.nanoTime();
        recordPause(now - before);
        before = now;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
