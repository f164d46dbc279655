package bridge.state;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The latest event time of each value of a person, by the hash of the value's name.
final class LatestTimes {
  private static final String PREFIX = "t#";

  /// Beyond this number the oldest are dropped; a DynamoDB row holds 400 KB.
  private static final int MAX_NAMES = 4_000;

  private final Map<String, String> values;

  private LatestTimes(Map<String, String> values) {
    this.values = values;
  }

  static LatestTimes of(@Nullable Row row) {
    return new LatestTimes(new HashMap<>(row == null ? Map.of() : row.values()));
  }

  /// The parts that an event after this time has set.
  Set<String> newerThan(Instant time, Collection<String> parts) {
    Set<String> newer = new HashSet<>();
    for (String part : parts) {
      if (millis(PREFIX + Hash.shortOf(part)) > time.toEpochMilli()) {
        newer.add(part);
      }
    }
    return newer;
  }

  void raise(Instant time, Collection<String> parts) {
    for (String part : parts) {
      raise(PREFIX + Hash.shortOf(part), time.toEpochMilli());
    }
  }

  /// The later of both, name by name.
  void raise(Map<String, String> others) {
    others.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            raise(name, Long.parseLong(value));
          }
        });
  }

  Map<String, String> values() {
    values.entrySet().stream()
        .filter(value -> value.getKey().startsWith(PREFIX))
        .sorted(
            Comparator.comparing((Map.Entry<String, String> v) -> millis(v.getKey())).reversed())
        .skip(MAX_NAMES)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(values::remove);
    return values;
  }

  private void raise(String name, long millis) {
    values.put(name, Long.toString(Math.max(millis, millis(name))));
  }

  private long millis(String name) {
    String value = values.get(name);
    return value == null ? Long.MIN_VALUE : Long.parseLong(value);
  }
}
