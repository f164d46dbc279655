package bridge.state;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lock that reserves a row for one attempt until its POST has ended, so that two invocations
/// cannot post for the same person or contact at once. It expires after the longest invocation.
final class RowLock {
  static final Duration LEASE = DeliveryRecords.LEASE;

  private static final String ID = "lockId";
  private static final String BY = "lockedBy";
  private static final String UNTIL = "lockedUntil";

  private RowLock() {}

  /// @param id of one attempt: two messages of the same event exclude each other
  static boolean isHeldByOther(@Nullable Row row, String id, Instant now) {
    return row != null
        && !id.equals(row.values().get(ID))
        && Long.parseLong(row.values().getOrDefault(UNTIL, "0")) > now.toEpochMilli();
  }

  /// The event that a locked row is reserved for.
  static String holder(Row locked) {
    return locked.values().getOrDefault(BY, "");
  }

  static Map<String, String> acquire(
      Map<String, String> values, String id, String event, Instant now) {
    Map<String, String> locked = new HashMap<>(values);
    locked.put(ID, id);
    locked.put(BY, event);
    locked.put(UNTIL, Long.toString(now.plus(LEASE).toEpochMilli()));
    return locked;
  }

  static Map<String, String> release(Map<String, String> values) {
    Map<String, String> unlocked = new HashMap<>(values);
    unlocked.remove(ID);
    unlocked.remove(BY);
    unlocked.remove(UNTIL);
    return unlocked;
  }
}
