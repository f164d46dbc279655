package bridge.state;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The latest event time of each value of a person, in ms by the hash of the value's name. That of
/// a value that was filled in ends in `~`.
final class LatestTimes {
  private static final String PREFIX = "t#";
  private static final String FILLED_IN = "~";

  /// Beyond this number the oldest are dropped; a DynamoDB row holds 400 KB.
  private static final int MAX_NAMES = 4_000;

  private final Map<String, String> values;

  /// @param values of the profile's row, which change; others than times stay as they are
  LatestTimes(Map<String, String> values) {
    this.values = values;
  }

  /// Sets the times of an update's parts and returns those that stay, since they are stale: a newer
  /// event has set them, or they are filled in where a value was given.
  Set<String> set(ProfileUpdate update) {
    Set<String> stale = new HashSet<>();
    String millis = Long.toString(update.time().toEpochMilli());
    for (String part : update.parts()) {
      boolean isFilledIn = update.filledIn().contains(part);
      String known = values.getOrDefault(name(part), "");
      boolean isGiven = !known.isEmpty() && !known.endsWith(FILLED_IN);
      if (millis(known) > update.time().toEpochMilli() || (isGiven && isFilledIn)) {
        stale.add(part);
      } else {
        values.put(name(part), isFilledIn ? millis + FILLED_IN : millis);
      }
    }
    return stale;
  }

  Map<String, String> values() {
    values.keySet().stream()
        .filter(name -> name.startsWith(PREFIX))
        .sorted(Comparator.comparingLong(name -> -millis(values.getOrDefault(name, ""))))
        .skip(MAX_NAMES)
        .toList()
        .forEach(values::remove);
    return values;
  }

  private static String name(String part) {
    return PREFIX + Hash.shortOf(part);
  }

  private static long millis(String value) {
    return value.isEmpty() ? Long.MIN_VALUE : Long.parseLong(value.replace(FILLED_IN, ""));
  }
}
