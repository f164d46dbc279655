package bridge.bench;

/// The longest time for which this machine let nobody run who was due: what comes to a process then
/// comes later than it was sent.
final class Pauses {
  private static final int TICK_MILLIS = 1;

  private volatile long longest;

  Pauses() {
    Thread.ofPlatform().daemon().start(this::watch);
  }

  /// Nanoseconds of the longest since this was last asked.
  long longest() {
    long nanos = longest;
    longest = 0;
    return nanos;
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
      Thread.currentThread().interrupt();
    }
  }
}
