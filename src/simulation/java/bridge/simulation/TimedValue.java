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

  T valueAt(long time) {
    return changes.floorEntry(time).getValue();
  }
}
