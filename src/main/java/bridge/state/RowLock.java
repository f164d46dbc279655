package bridge.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lock that reserves a row for one event until its POST has ended, so that two invocations
/// cannot post for the same person or contact at once. It expires after the longest invocation.
final class RowLock {
  static final Duration LEASE = DeliveryRecords.LEASE;

  private static final String BY = "lockedBy";
  private static final String UNTIL = "lockedUntil";

  private RowLock() {}

  static boolean isHeldByOther(@Nullable Row row, String event, Instant now) {
    return row != null
        && !event.equals(row.values().get(BY))
        && Long.parseLong(row.values().getOrDefault(UNTIL, "0")) > now.toEpochMilli();
  }

  /// The event that a locked row is reserved for.
  static String holder(Row locked) {
    return locked.values().getOrDefault(BY, "");
  }

  static Map<String, String> acquire(Map<String, String> values, String event, Instant now) {
    Map<String, String> locked = new HashMap<>(values);
    locked.put(BY, event);
    locked.put(UNTIL, Long.toString(now.plus(LEASE).toEpochMilli()));
    return locked;
  }

  static Map<String, String> release(Map<String, String> values) {
    Map<String, String> unlocked = new HashMap<>(values);
    unlocked.remove(BY);
    unlocked.remove(UNTIL);
    return unlocked;
  }
}
