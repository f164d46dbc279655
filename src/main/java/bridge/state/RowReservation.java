package bridge.state;

import bridge.profile.Consent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A reservation by locked rows, so that two invocations cannot post for the same person or contact
/// at once. A row that cannot be unlocked is free after the lease and keeps the new values, so that
/// no older value passes.
final class RowReservation implements Reservation {
  private static final String LOCK_ID = "lockId";
  private static final String LOCKED_UNTIL = "lockedUntil";

  final Set<String> stale = new HashSet<>();
  final Map<Consent, ConsentDecision> consents = new HashMap<>();
  final List<ProfileIndex.Move> moves = new ArrayList<>();
  boolean isBusy;

  /// Whether an identifier may have left the profile since it was looked up.
  boolean hasLostIdentifier;

  boolean isSure = true;

  private final UnitOfWork rows;
  private final String event;

  /// Of one attempt: two messages of the same event exclude each other.
  private final String id;

  private final long began;
  private final List<LockedRow> locks = new ArrayList<>();

  private record LockedRow(@Nullable Row before, Row locked) {}

  /// @param event the event that the rows are reserved for
  RowReservation(UnitOfWork rows, String event) {
    this.rows = rows;
    this.event = event;
    this.id = rows.token();
    this.began = rows.nanoTime();
  }

  @Override
  public boolean isBusy() {
    return isBusy;
  }

  @Override
  public boolean isSure() {
    return isSure;
  }

  @Override
  public Set<String> stale() {
    return Set.copyOf(stale);
  }

  @Override
  public Map<Consent, ConsentDecision> consents() {
    return Map.copyOf(consents);
  }

  /// Whether another attempt has locked the row.
  boolean isBlockedBy(@Nullable Row row) {
    return row != null
        && !id.equals(row.values().get(LOCK_ID))
        && Row.time(row, LOCKED_UNTIL).isAfter(rows.now());
  }

  boolean hasLocked(Key key) {
    return locks.stream().anyMatch(each -> each.locked().key().equals(key));
  }

  /// Writes a row and locks it for this attempt.
  ///
  /// @param seen the stored row as far as is known, null for none
  /// @param life how long it is kept, null for ever
  Table.Write lock(Key key, @Nullable Row seen, @Nullable Duration life, Map<String, String> values)
      throws TableUnavailableException {
    rows.requireValid(began);
    values.put(LOCK_ID, id);
    values.put(LOCKED_UNTIL, Long.toString(rows.now().plus(DeliveryRecords.LEASE).toEpochMilli()));
    Row locked = rows.row(key, life, values);
    Table.Write write = rows.write(locked, seen);
    if (write instanceof Table.Write.Done) {
      locks.add(new LockedRow(seen, locked));
    }
    return write;
  }

  @Override
  public void commit() {
    for (ProfileIndex.Move move : moves) {
      try {
        if (move.backLink() != null) { // first, since a row that cannot be found cannot be erased
          rows.put(List.of(move.backLink()));
        }
        rows.write(move.next(), move.seen());
      } catch (TableUnavailableException _) {
        // Counted; the next such event moves the identifier.
      }
    }
    end(each -> confirmed(each.locked()));
  }

  @Override
  public void release() {
    end(each -> unlocked(each.before()));
  }

  @Override
  public void keep() {
    end(each -> unlocked(each.locked()));
  }

  /// If a lock was lost, the row of the other event is kept.
  private void end(Function<LockedRow, Map<String, String>> ending) {
    for (LockedRow each : locks) {
      Row locked = each.locked();
      Map<String, String> values = ending.apply(each);
      Row ended =
          values.isEmpty()
              ? rows.none(locked.key())
              : new Row(locked.key(), rows.token(), locked.expires(), values);
      try {
        rows.write(ended, locked);
      } catch (TableUnavailableException _) {
        // Counted; the lock expires.
      }
    }
    locks.clear();
  }

  /// A row's values without its lock.
  private static Map<String, String> unlocked(@Nullable Row row) {
    Map<String, String> values = Row.valuesOf(row);
    values.remove(LOCK_ID);
    values.remove(LOCKED_UNTIL);
    return values;
  }

  private Map<String, String> confirmed(Row locked) {
    Map<String, String> values = unlocked(locked);
    if (locked.key().sort().equals(StaleWriteGuard.CONSENT)) {
      values.replaceAll((_, value) -> ConsentHistory.read(value).confirmed(event).value());
    }
    return values;
  }
}
