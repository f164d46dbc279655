package bridge.state;

import bridge.profile.Consent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rejects stale values and repeated consent. Values are recorded before the POST, under a lock.
final class StaleWriteGuard {
  static final String CONSENT = "consent";
  static final String PROFILE = "profile";

  private static final int MAX_TRIES = 4;

  private final GuardedTable table;
  private final ProfileIndex profileIndex;
  private final Duration life;

  StaleWriteGuard(GuardedTable table, Duration life) {
    this.table = table;
    this.profileIndex = new ProfileIndex(table, life);
    this.life = life;
  }

  /// Reserves what may be sent now. If the table does not respond, everything may, and `isSure` is
  /// false.
  Reservation reserve(ProfileUpdate update) {
    RowReservation reservation = new RowReservation(table);
    if (update.isNothing()) {
      return reservation;
    }
    try {
      ProfileIndex.Resolution resolution = profileIndex.resolve(update);
      Map<Key, List<Consent>> consents = new HashMap<>();
      for (Consent consent : update.consents()) {
        Key key = new Key(Partitions.of(consent), CONSENT);
        consents.computeIfAbsent(key, _ -> new ArrayList<>()).add(consent);
      }
      for (Map.Entry<Key, List<Consent>> each : consents.entrySet()) {
        Row seen = resolution.rows().get(each.getKey());
        reservation.isBusy |=
            !lockConsents(update, each.getKey(), seen, each.getValue(), reservation);
      }
      if (!update.parts().isEmpty() && !reservation.isBusy) {
        reservation.isBusy =
            !lockValues(update, new Key(resolution.profile(), PROFILE), reservation);
      }
      Set<String> touched = new LinkedHashSet<>(resolution.others());
      if (!resolution.moves().isEmpty()) {
        touched.add(resolution.profile());
      }
      for (String profile : touched) {
        reservation.isBusy =
            reservation.isBusy || !lockProfile(update, new Key(profile, PROFILE), reservation);
      }
      reservation.moves.addAll(resolution.moves());
      if (!reservation.isBusy && !(resolution.moves().isEmpty() && update.parts().isEmpty())) {
        reservation.isBusy = !profileIndex.isUnchanged(resolution);
      }
      if (reservation.isBusy) {
        reservation.release();
      }
    } catch (TableUnavailableException _) {
      reservation.release();
      reservation.isSure = false;
    }
    return reservation;
  }

  /// Returns false while another event holds the lock.
  private boolean lockConsents(
      ProfileUpdate update,
      Key key,
      @Nullable Row known,
      List<Consent> consents,
      RowReservation reservation)
      throws TableUnavailableException {
    Row seen = known;
    for (int i = 0; i < MAX_TRIES; i++) {
      if (RowLock.isHeldByOther(seen, update.event(), table.now())) {
        return false;
      }
      Map<String, String> values = new HashMap<>(seen == null ? Map.of() : seen.values());
      Set<Consent> repeated = new HashSet<>();
      for (Consent consent : consents) {
        RecordedConsent last = RecordedConsent.of(values.get(consent.channel()));
        RecordedConsent next =
            new RecordedConsent(consent.subscribed(), consent.time(), update.event());
        if (last == null || last.allows(next, update.event())) {
          values.put(consent.channel(), next.value());
        } else {
          repeated.add(consent);
        }
      }
      if (repeated.size() == consents.size()) {
        reservation.repeated.addAll(repeated);
        return true;
      }
      Row locked = table.row(key, null, RowLock.acquire(values, update.event(), table.now()));
      if (!(table.write(locked, seen) instanceof Table.Write.Refused(Row stored))) {
        reservation.repeated.addAll(repeated);
        reservation.add(seen, locked);
        return true;
      }
      seen = stored;
    }
    return false;
  }

  /// Locks a profile that an identifier leaves or joins; nothing else of it is sent meanwhile.
  private boolean lockProfile(ProfileUpdate update, Key key, RowReservation reservation)
      throws TableUnavailableException {
    if (reservation.hasLocked(key)) {
      return true;
    }
    Row seen = table.read(key);
    if (RowLock.isHeldByOther(seen, update.event(), table.now())) {
      return false;
    }
    Map<String, String> values = seen == null ? Map.of() : seen.values();
    Row locked = table.row(key, life, RowLock.acquire(values, update.event(), table.now()));
    if (table.write(locked, seen) instanceof Table.Write.Refused) {
      return false;
    }
    reservation.add(seen, locked);
    return true;
  }

  /// Returns false while another event holds the lock.
  private boolean lockValues(ProfileUpdate update, Key key, RowReservation reservation)
      throws TableUnavailableException {
    Row seen = table.read(key);
    for (int i = 0; i < MAX_TRIES; i++) {
      if (RowLock.isHeldByOther(seen, update.event(), table.now())) {
        return false;
      }
      LatestTimes latestTimes = LatestTimes.of(seen);
      Set<String> stale = latestTimes.newerThan(update.time(), update.parts());
      if (stale.size() == update.parts().size()) {
        reservation.stale.addAll(stale);
        return true;
      }
      latestTimes.raise(update.time(), update.parts());
      Row locked =
          table.row(key, life, RowLock.acquire(latestTimes.values(), update.event(), table.now()));
      if (!(table.write(locked, seen) instanceof Table.Write.Refused(Row stored))) {
        reservation.stale.addAll(stale);
        reservation.add(seen, locked);
        return true;
      }
      seen = stored;
    }
    return false;
  }
}
