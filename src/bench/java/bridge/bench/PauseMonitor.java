package bridge.bench;

/// The longest time for which this machine ran no thread that was due: what reaches a process then
/// comes later than it was sent.
final class PauseMonitor implements AutoCloseable {
  private static final int TICK_MILLIS = 1;

  private final Thread thread = Thread.ofPlatform().daemon().start(this::watch);
  private volatile long longest;

  /// Nanoseconds of the longest since the start.
  long longest() {
    return longest;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      for (long before = System.nanoTime(); ; ) {
        Thread.sleep(TICK_MILLIS);
        long now = System.nanoTime();
        longest = Math.max(longest, now - before);
        before = now;
      }
    } catch (InterruptedException _) {
      return;
    }
  }
}
