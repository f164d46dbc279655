package bridge.resilience;

/// When the last requests started, in a machine's nanoseconds.
final class SlidingWindow {
  private final long[] last;
  private int next;

  /// As if so many had started evenly within the window that ends now.
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

  /// Nanoseconds until one more may start, so that no window holds more than so many.
  ///
  /// @param maxStarts at most as many as are kept
  long wait(long now, int maxStarts, long window) {
    long oldest = last[Math.floorMod(next - maxStarts, last.length)];
    return Math.max(oldest + window - now, 0);
  }
}
