package bridge.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lock that reserves a row for one attempt until its POST has ended, so that two invocations
/// cannot post for the same person or contact at once. It expires after the longest invocation.
final class RowLock {
  static final Duration LEASE = DeliveryRecords.LEASE;

  private static final String ID = "lockId";
  private static final String UNTIL = "lockedUntil";

  private RowLock() {}

  /// @param id of one attempt: two messages of the same event exclude each other
  static boolean isHeldByOther(@Nullable Row row, String id, Instant now) {
    return row != null && !id.equals(row.values().get(ID)) && Row.time(row, UNTIL).isAfter(now);
  }

  static void acquire(Map<String, String> values, String id, Instant now) {
    values.put(ID, id);
    values.put(UNTIL, Long.toString(now.plus(LEASE).toEpochMilli()));
  }

  /// A row's values without its lock.
  static Map<String, String> release(@Nullable Row row) {
    Map<String, String> values = Row.valuesOf(row);
    values.remove(ID);
    values.remove(UNTIL);
    return values;
  }
}
