package bridge.resilience;

/// The start times of the last requests, in nanoseconds of [bridge.platform.Platform].
final class SlidingWindow {
  private final long[] last;
  private int next;

  /// Begins as if this many had started evenly within the window that ends now.
  SlidingWindow(int kept, long now, long window) {
    this.last = new long[kept];
    for (int i = 0; i < kept; i++) {
      add(now - window + window / kept * (i + 1));
    }
  }

  void add(long at) {
    last[next] = at;
    next = (next + 1) % last.length;
  }

  /// Nanoseconds until one more may start without exceeding the limit in any window.
  ///
  /// @param maxStarts not more than are kept
  long wait(long now, int maxStarts, long window) {
    long oldest = last[Math.floorMod(next - maxStarts, last.length)];
    return Math.max(oldest + window - now, 0);
  }
}
