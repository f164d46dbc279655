package bridge.state;

import bridge.profile.Consent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A reservation by locked rows. A row that cannot be unlocked is free after the lease and keeps
/// the new values, so that no older value passes.
final class RowReservation implements Reservation {
  final Set<String> stale = new HashSet<>();
  final Map<Consent, ConsentDecision> consents = new HashMap<>();
  final List<ProfileIndex.Move> moves = new ArrayList<>();
  boolean isBusy;

  /// Whether an identifier may have left the profile since it was looked up.
  boolean hasLostIdentifier;

  boolean isSure = true;

  final String id;

  private final UnitOfWork rows;
  private final List<LockedRow> locks = new ArrayList<>();

  private record LockedRow(@Nullable Row before, Row locked) {}

  RowReservation(UnitOfWork rows) {
    this.rows = rows;
    this.id = rows.table().token();
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

  boolean hasLocked(Key key) {
    return locks.stream().anyMatch(each -> each.locked().key().equals(key));
  }

  void add(@Nullable Row before, Row locked) {
    locks.add(new LockedRow(before, locked));
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
    end(each -> committedValues(each.locked()));
  }

  @Override
  public void release() {
    end(each -> RowLock.release(each.before() == null ? Map.of() : each.before().values()));
  }

  @Override
  public void keep() {
    end(each -> RowLock.release(each.locked().values()));
  }

  private interface Ending {
    Map<String, String> values(LockedRow taken);
  }

  private void end(Ending ending) {
    for (LockedRow each : locks) {
      try {
        end(each, ending.values(each));
      } catch (TableUnavailableException _) {
        // Counted; the lock expires.
      }
    }
    locks.clear();
  }

  /// If the lock was lost, the row of the other event is kept.
  private void end(LockedRow each, Map<String, String> values) throws TableUnavailableException {
    Row locked = each.locked();
    Row ended =
        values.isEmpty()
            ? rows.table().none(locked.key())
            : new Row(locked.key(), rows.table().token(), locked.expires(), values);
    rows.write(ended, locked);
  }

  private static Map<String, String> committedValues(Row locked) {
    Map<String, String> committed = new HashMap<>(RowLock.release(locked.values()));
    if (locked.key().sort().equals(StaleWriteGuard.CONSENT)) {
      String event = RowLock.holder(locked);
      committed.replaceAll((_, value) -> ConsentHistory.read(value).confirmed(event).value());
    }
    return committed;
  }
}
