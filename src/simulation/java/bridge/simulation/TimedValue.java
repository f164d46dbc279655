package bridge.simulation;

import java.util.TreeMap;

/// A value that changes at set times, in the scheduler's nanoseconds.
final class TimedValue<T> {
  private final TreeMap<Long, T> changes = new TreeMap<>();

  TimedValue(T first) {
    changes.put(Long.MIN_VALUE, first);
  }

  TimedValue<T> setFrom(long time, T value) {
    changes.put(time, value);
    return this;
  }

  /// Has this value from that time on, whatever was set for later.
  void endWith(long time, T value) {
    changes.tailMap(time, false).clear();
    if (!valueAt(time).equals(value)) {
      changes.put(time, value);
    }
  }

  T valueAt(long time) {
    return changes.floorEntry(time).getValue();
  }

  /// Since when it has had the value of that time.
  long changedAt(long time) {
    return changes.floorKey(time);
  }
}
