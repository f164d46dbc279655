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

/// Keeps an older event from undoing a newer one, and a consent from being said twice: what is to
/// be said is compared with what was said, and written down before the POST, under a lock.
final class StaleWriteGuard {
  static final String CONSENT = "consent";
  static final String PROFILE = "profile";

  private static final int TRIES = 4;

  private final GuardedTable guardedTable;
  private final ProfileIndex profileIndex;
  private final Duration life;

  StaleWriteGuard(GuardedTable guardedTable, Duration life) {
    this.guardedTable = guardedTable;
    this.profileIndex = new ProfileIndex(guardedTable, life);
    this.life = life;
  }

  /// What may be said now. Where the table does not answer everything may, and `isSure` is false.
  Reservation over(ProfileUpdate profileUpdate) {
    Reservation reservation = new Reservation(guardedTable);
    if (profileUpdate.isNothing()) {
      return reservation;
    }
    try {
      ProfileIndex.Entry entry = profileIndex.enter(profileUpdate);
      Map<Key, List<Consent>> consents = new HashMap<>();
      for (Consent consent : profileUpdate.consents()) {
        Key key = new Key(Partitions.of(consent), CONSENT);
        consents.computeIfAbsent(key, _ -> new ArrayList<>()).add(consent);
      }
      for (Map.Entry<Key, List<Consent>> each : consents.entrySet()) {
        Row seen = entry.rows().get(each.getKey());
        reservation.isBusy |=
            !areConsents(profileUpdate, each.getKey(), seen, each.getValue(), reservation);
      }
      if (!profileUpdate.parts().isEmpty() && !reservation.isBusy) {
        reservation.isBusy =
            !areParts(profileUpdate, new Key(entry.profile(), PROFILE), reservation);
      }
      Set<String> touched = new LinkedHashSet<>(entry.others());
      if (!entry.moves().isEmpty()) {
        touched.add(entry.profile());
      }
      for (String profile : touched) {
        reservation.isBusy =
            reservation.isBusy || !isLocked(profileUpdate, new Key(profile, PROFILE), reservation);
      }
      reservation.moves.addAll(entry.moves());
      if (!reservation.isBusy && !(entry.moves().isEmpty() && profileUpdate.parts().isEmpty())) {
        reservation.isBusy = !profileIndex.isStill(entry);
      }
      if (reservation.isBusy) {
        reservation.released();
      }
    } catch (TableUnavailableException _) {
      reservation.released();
      reservation.isSure = false;
    }
    return reservation;
  }

  /// False while another event has the lock.
  private boolean areConsents(
      ProfileUpdate profileUpdate,
      Key key,
      @Nullable Row known,
      List<Consent> consents,
      Reservation reservation)
      throws TableUnavailableException {
    Row seen = known;
    for (int i = 0; i < TRIES; i++) {
      if (RowLock.isOthers(seen, profileUpdate.event(), guardedTable.now())) {
        return false;
      }
      Map<String, String> values = new HashMap<>(seen == null ? Map.of() : seen.values());
      Set<Consent> repeated = new HashSet<>();
      for (Consent consent : consents) {
        RecordedConsent was = RecordedConsent.of(values.get(consent.channel()));
        RecordedConsent says =
            new RecordedConsent(consent.subscribed(), consent.time(), profileUpdate.event());
        if (was == null || was.leavesRoomFor(says, profileUpdate.event())) {
          values.put(consent.channel(), says.value());
        } else {
          repeated.add(consent);
        }
      }
      if (repeated.size() == consents.size()) {
        reservation.repeated.addAll(repeated);
        return true;
      }
      Row locked =
          guardedTable.row(
              key, null, RowLock.taken(values, profileUpdate.event(), guardedTable.now()));
      if (!(guardedTable.write(locked, seen) instanceof Table.Write.Refused(Row standing))) {
        reservation.repeated.addAll(repeated);
        reservation.took(seen, locked);
        return true;
      }
      seen = standing;
    }
    return false;
  }

  /// A profile that an identifier leaves or comes to: nothing is told of it meanwhile.
  private boolean isLocked(ProfileUpdate profileUpdate, Key key, Reservation reservation)
      throws TableUnavailableException {
    if (reservation.hasLocked(key)) {
      return true;
    }
    Row seen = guardedTable.read(key);
    if (RowLock.isOthers(seen, profileUpdate.event(), guardedTable.now())) {
      return false;
    }
    Map<String, String> values = seen == null ? Map.of() : seen.values();
    Row locked =
        guardedTable.row(
            key, life, RowLock.taken(values, profileUpdate.event(), guardedTable.now()));
    if (guardedTable.write(locked, seen) instanceof Table.Write.Refused) {
      return false;
    }
    reservation.took(seen, locked);
    return true;
  }

  /// False while another event has the lock.
  private boolean areParts(ProfileUpdate profileUpdate, Key key, Reservation reservation)
      throws TableUnavailableException {
    Row seen = guardedTable.read(key);
    for (int i = 0; i < TRIES; i++) {
      if (RowLock.isOthers(seen, profileUpdate.event(), guardedTable.now())) {
        return false;
      }
      LatestTimes latestTimes = LatestTimes.of(seen);
      Set<String> stale = latestTimes.newerThan(profileUpdate.time(), profileUpdate.parts());
      if (stale.size() == profileUpdate.parts().size()) {
        reservation.stale.addAll(stale);
        return true;
      }
      latestTimes.raise(profileUpdate.time(), profileUpdate.parts());
      Row locked =
          guardedTable.row(
              key,
              life,
              RowLock.taken(latestTimes.values(), profileUpdate.event(), guardedTable.now()));
      if (!(guardedTable.write(locked, seen) instanceof Table.Write.Refused(Row standing))) {
        reservation.stale.addAll(stale);
        reservation.took(seen, locked);
        return true;
      }
      seen = standing;
    }
    return false;
  }
}
