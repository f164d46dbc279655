package bridge.simulation;

import java.util.TreeMap;

/// A value that changes at set times, in the scheduler's nanoseconds.
final class Timeline<T> {
  private final TreeMap<Long, T> changes = new TreeMap<>();

  Timeline(T first) {
    changes.put(Long.MIN_VALUE, first);
  }

  Timeline<T> from(long time, T value) {
    changes.put(time, value);
    return this;
  }

  T at(long time) {
    return changes.floorEntry(time).getValue();
  }
}
