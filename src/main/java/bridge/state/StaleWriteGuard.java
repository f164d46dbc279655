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

  /// When an identifier last left the profile, in ms. The identifiers may have been read before.
  private static final String LOST_AT = "lostAt";

  /// How long such a loss may not have been seen: the lock, the age of what was read, and clocks
  /// that differ.
  private static final Duration LOSS_LIFE =
      RowLock.LEASE.plus(UnitOfWork.VALID).plus(Duration.ofSeconds(10));

  private static final int MAX_TRIES = 4;

  private final UnitOfWork rows;
  private final ProfileIndex profileIndex;
  private final Duration life;

  StaleWriteGuard(UnitOfWork rows, ProfileIndex profileIndex, Duration life) {
    this.rows = rows;
    this.profileIndex = profileIndex;
    this.life = life;
  }

  /// Reads what [#reserve] reads first.
  void look(ProfileUpdate update) {
    if (update.isNothing()) {
      return;
    }
    try {
      ProfileIndex.Resolution resolution = profileIndex.resolve(update);
      if (!update.parts().isEmpty() || !resolution.moves().isEmpty()) {
        rows.read(resolution.profileKeys());
      }
    } catch (TableUnavailableException _) {
      return; // the next look knows more
    }
  }

  /// Reserves what may be sent now. If the table does not respond, everything may, and `isSure` is
  /// false.
  Reservation reserve(ProfileUpdate update) {
    RowReservation reservation = new RowReservation(rows, update.event());
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
            reservation.isBusy
                || !lockProfile(
                    update,
                    new Key(profile, PROFILE),
                    profile.equals(resolution.profile()),
                    reservation);
      }
      reservation.moves.addAll(resolution.moves());
      if (!reservation.isBusy && (reservation.hasLostIdentifier || !resolution.moves().isEmpty())) {
        reservation.isBusy = !profileIndex.isUnchanged(resolution);
      }
      if (reservation.isBusy) {
        reservation.release();
        rows.forget(resolution.rows().keySet());
        rows.forget(resolution.profileKeys());
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
      if (reservation.isBlockedBy(seen)) {
        return false;
      }
      Map<String, String> values = new HashMap<>(seen == null ? Map.of() : seen.values());
      Map<Consent, ConsentDecision> decisions = new HashMap<>();
      for (Consent consent : consents) {
        ConsentHistory.Decided decided =
            ConsentHistory.read(values.get(consent.channel()))
                .decide(consent, update.event(), update.arrival());
        values.put(consent.channel(), decided.next().value());
        decisions.put(consent, decided.decision());
      }
      boolean isSent = decisions.values().stream().anyMatch(d -> d != ConsentDecision.REPEATED);
      if (!isSent && seen != null && values.equals(seen.values())) {
        reservation.consents.putAll(decisions);
        return true;
      }
      Row next = isSent ? reservation.lockedRow(key, null, values) : rows.row(key, null, values);
      if (!(rows.write(next, seen) instanceof Table.Write.Refused(Row stored))) {
        reservation.consents.putAll(decisions);
        if (isSent) {
          reservation.add(seen, next);
        }
        return true;
      }
      seen = stored;
    }
    return false;
  }

  /// Locks a profile that an identifier leaves or joins; nothing else of it is sent meanwhile.
  private boolean lockProfile(
      ProfileUpdate update, Key key, boolean isJoined, RowReservation reservation)
      throws TableUnavailableException {
    if (reservation.hasLocked(key)) {
      return true;
    }
    Row seen = rows.read(key);
    if (reservation.isBlockedBy(seen)) {
      return false;
    }
    Map<String, String> values = new HashMap<>(seen == null ? Map.of() : seen.values());
    PlainIdentifiers known = PlainIdentifiers.in(values);
    PlainIdentifiers own = PlainIdentifiers.of(update.who());
    (isJoined ? own.with(known) : known.without(update.who())).putInto(values);
    if (!isJoined) {
      values.put(LOST_AT, Long.toString(rows.now().toEpochMilli()));
    }
    Duration kept = values.keySet().equals(Set.of(LOST_AT)) ? LOSS_LIFE : life;
    Row locked = reservation.lockedRow(key, kept, values);
    if (rows.write(locked, seen) instanceof Table.Write.Refused) {
      return false;
    }
    reservation.add(seen, locked);
    return true;
  }

  /// Returns false while another event holds the lock.
  private boolean lockValues(ProfileUpdate update, Key key, RowReservation reservation)
      throws TableUnavailableException {
    Row seen = rows.read(key);
    for (int i = 0; i < MAX_TRIES; i++) {
      if (reservation.isBlockedBy(seen)) {
        return false;
      }
      LatestTimes latestTimes = new LatestTimes(seen == null ? Map.of() : seen.values());
      Set<String> stale = latestTimes.stale(update);
      if (stale.size() == update.parts().size()) {
        reservation.stale.addAll(stale);
        return true;
      }
      Set<String> fresh = new HashSet<>(update.parts());
      fresh.removeAll(stale);
      latestTimes.set(update, fresh);
      Map<String, String> values = latestTimes.values();
      PlainIdentifiers.of(update.who()).with(PlainIdentifiers.in(values)).putInto(values);
      Row locked = reservation.lockedRow(key, life, values);
      if (!(rows.write(locked, seen) instanceof Table.Write.Refused(Row stored))) {
        reservation.hasLostIdentifier = hasLostIdentifier(seen);
        reservation.stale.addAll(stale);
        reservation.add(seen, locked);
        return true;
      }
      seen = stored;
    }
    return false;
  }

  private boolean hasLostIdentifier(@Nullable Row profile) {
    String at = profile == null ? "0" : profile.values().getOrDefault(LOST_AT, "0");
    return rows.now().toEpochMilli() - Long.parseLong(at) < LOSS_LIFE.toMillis();
  }
}
