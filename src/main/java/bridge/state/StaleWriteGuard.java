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

  private final GuardedTable rows;
  private final ProfileIndex register;
  private final Duration life;

  StaleWriteGuard(GuardedTable rows, Duration life) {
    this.rows = rows;
    this.register = new ProfileIndex(rows, life);
    this.life = life;
  }

  /// What may be said now. Where the table does not answer everything may, and `isSure` is false.
  Reservation over(ProfileUpdate telling) {
    Reservation held = new Reservation(rows);
    if (telling.isNothing()) {
      return held;
    }
    try {
      ProfileIndex.Entry entry = register.enter(telling);
      Map<Key, List<Consent>> consents = new HashMap<>();
      for (Consent consent : telling.consents()) {
        Key key = new Key(Partitions.of(consent), CONSENT);
        consents.computeIfAbsent(key, _ -> new ArrayList<>()).add(consent);
      }
      for (Map.Entry<Key, List<Consent>> each : consents.entrySet()) {
        Row seen = entry.rows().get(each.getKey());
        held.isBusy |= !areConsents(telling, each.getKey(), seen, each.getValue(), held);
      }
      if (!telling.parts().isEmpty() && !held.isBusy) {
        held.isBusy = !areParts(telling, new Key(entry.profile(), PROFILE), held);
      }
      Set<String> touched = new LinkedHashSet<>(entry.others());
      if (!entry.moves().isEmpty()) {
        touched.add(entry.profile());
      }
      for (String profile : touched) {
        held.isBusy = held.isBusy || !isLocked(telling, new Key(profile, PROFILE), held);
      }
      held.moves.addAll(entry.moves());
      if (!held.isBusy && !(entry.moves().isEmpty() && telling.parts().isEmpty())) {
        held.isBusy = !register.isStill(entry);
      }
      if (held.isBusy) {
        held.released();
      }
    } catch (TableUnavailableException _) {
      held.released();
      held.isSure = false;
    }
    return held;
  }

  /// False while another event has the lock.
  private boolean areConsents(
      ProfileUpdate telling, Key key, @Nullable Row known, List<Consent> consents, Reservation held)
      throws TableUnavailableException {
    Row seen = known;
    for (int i = 0; i < TRIES; i++) {
      if (RowLock.isOthers(seen, telling.event(), rows.now())) {
        return false;
      }
      Map<String, String> values = new HashMap<>(seen == null ? Map.of() : seen.values());
      Set<Consent> repeated = new HashSet<>();
      for (Consent consent : consents) {
        RecordedConsent was = RecordedConsent.of(values.get(consent.channel()));
        RecordedConsent says =
            new RecordedConsent(consent.subscribed(), consent.time(), telling.event());
        if (was == null || was.leavesRoomFor(says, telling.event())) {
          values.put(consent.channel(), says.value());
        } else {
          repeated.add(consent);
        }
      }
      if (repeated.size() == consents.size()) {
        held.repeated.addAll(repeated);
        return true;
      }
      Row locked = rows.row(key, null, RowLock.taken(values, telling.event(), rows.now()));
      if (!(rows.write(locked, seen) instanceof Table.Write.Refused(Row standing))) {
        held.repeated.addAll(repeated);
        held.took(seen, locked);
        return true;
      }
      seen = standing;
    }
    return false;
  }

  /// A profile that an identifier leaves or comes to: nothing is told of it meanwhile.
  private boolean isLocked(ProfileUpdate telling, Key key, Reservation held)
      throws TableUnavailableException {
    if (held.hasLocked(key)) {
      return true;
    }
    Row seen = rows.read(key);
    if (RowLock.isOthers(seen, telling.event(), rows.now())) {
      return false;
    }
    Map<String, String> values = seen == null ? Map.of() : seen.values();
    Row locked = rows.row(key, life, RowLock.taken(values, telling.event(), rows.now()));
    if (rows.write(locked, seen) instanceof Table.Write.Refused) {
      return false;
    }
    held.took(seen, locked);
    return true;
  }

  /// False while another event has the lock.
  private boolean areParts(ProfileUpdate telling, Key key, Reservation held)
      throws TableUnavailableException {
    Row seen = rows.read(key);
    for (int i = 0; i < TRIES; i++) {
      if (RowLock.isOthers(seen, telling.event(), rows.now())) {
        return false;
      }
      LatestTimes times = LatestTimes.of(seen);
      Set<String> stale = times.newerThan(telling.time(), telling.parts());
      if (stale.size() == telling.parts().size()) {
        held.stale.addAll(stale);
        return true;
      }
      times.raise(telling.time(), telling.parts());
      Row locked = rows.row(key, life, RowLock.taken(times.values(), telling.event(), rows.now()));
      if (!(rows.write(locked, seen) instanceof Table.Write.Refused(Row standing))) {
        held.stale.addAll(stale);
        held.took(seen, locked);
        return true;
      }
      seen = standing;
    }
    return false;
  }
}
