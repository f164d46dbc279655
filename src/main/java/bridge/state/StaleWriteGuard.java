package bridge.state;

import bridge.profile.Consent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
      DeliveryRecords.LEASE.plus(UnitOfWork.VALID).plus(Duration.ofSeconds(10));

  private static final int MAX_TRIES = 4;

  private final UnitOfWork rows;
  private final ProfileIndex profileIndex;
  private final Duration life;

  StaleWriteGuard(UnitOfWork rows, ProfileIndex profileIndex, Duration life) {
    this.rows = rows;
    this.profileIndex = profileIndex;
    this.life = life;
  }

  static Key key(Consent consent) {
    return new Key(Partitions.of(consent), CONSENT);
  }

  /// Reads what [#reserve] reads first.
  void look(ProfileUpdate update) {
    if (update.isNothing()) {
      return;
    }
    try {
      ProfileIndex.Resolution resolution = profileIndex.resolve(update);
      if (!update.parts().isEmpty() || !resolution.moves().isEmpty()) {
        rows.read(resolution.profiles());
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
      reservation.isBusy = !lock(update, resolution, reservation);
      if (reservation.isBusy) {
        reservation.release();
        rows.forget(resolution.rows().keySet());
        rows.forget(resolution.profiles());
      }
    } catch (TableUnavailableException _) {
      reservation.release();
      reservation.isSure = false;
    }
    return reservation;
  }

  /// Returns false if another event holds a lock, or if an identifier has moved meanwhile.
  private boolean lock(
      ProfileUpdate update, ProfileIndex.Resolution resolution, RowReservation reservation)
      throws TableUnavailableException {
    Key profile = resolution.profile();
    if (!lockConsents(update, resolution, reservation)
        || !lockValues(update, profile, reservation)) {
      return false;
    }
    boolean isMoving = !resolution.moves().isEmpty();
    for (Key touched : isMoving ? resolution.profiles() : Set.<Key>of()) {
      if (!lockProfile(update, touched, touched.equals(profile), reservation)) {
        return false;
      }
    }
    reservation.moves.addAll(resolution.moves()); // not before these profiles are locked
    return (!isMoving && !reservation.hasLostIdentifier) || profileIndex.isUnchanged(resolution);
  }

  private boolean lockConsents(
      ProfileUpdate update, ProfileIndex.Resolution resolution, RowReservation reservation)
      throws TableUnavailableException {
    Map<Key, List<Consent>> consents =
        update.consents().stream().collect(Collectors.groupingBy(StaleWriteGuard::key));
    boolean isLocked = true;
    for (Map.Entry<Key, List<Consent>> each : consents.entrySet()) {
      Row seen = resolution.rows().get(each.getKey());
      isLocked &= lockConsents(update, each.getKey(), seen, each.getValue(), reservation);
    }
    return isLocked;
  }

  private boolean lockConsents(
      ProfileUpdate update,
      Key key,
      @Nullable Row known,
      List<Consent> consents,
      RowReservation reservation)
      throws TableUnavailableException {
    Row seen = known;
    for (int i = 0; i < MAX_TRIES && !reservation.isBlockedBy(seen); i++) {
      Map<String, String> values = Row.valuesOf(seen);
      Map<Consent, ConsentDecision> decisions = new HashMap<>();
      for (Consent consent : consents) {
        ConsentHistory.Decided decided =
            ConsentHistory.read(values.get(consent.channel()))
                .decide(consent, update.event(), update.arrival());
        values.put(consent.channel(), decided.next().value());
        decisions.put(consent, decided.decision());
      }
      Table.Write write;
      if (decisions.values().stream().anyMatch(d -> d != ConsentDecision.REPEATED)) {
        write = reservation.lock(key, seen, null, values);
      } else if (values.equals(Row.valuesOf(seen))) {
        write = new Table.Write.Done();
      } else {
        write = rows.write(rows.row(key, null, values), seen);
      }
      if (!(write instanceof Table.Write.Refused(Row stored))) {
        reservation.consents.putAll(decisions);
        return true;
      }
      seen = stored;
    }
    return false;
  }

  private boolean lockValues(ProfileUpdate update, Key key, RowReservation reservation)
      throws TableUnavailableException {
    if (update.parts().isEmpty()) {
      return true;
    }
    Row seen = rows.read(key);
    for (int i = 0; i < MAX_TRIES && !reservation.isBlockedBy(seen); i++) {
      LatestTimes latestTimes = new LatestTimes(Row.valuesOf(seen));
      Set<String> stale = latestTimes.set(update);
      if (stale.size() == update.parts().size()) {
        reservation.stale.addAll(stale);
        return true;
      }
      Map<String, String> values = latestTimes.values();
      PlainIdentifiers.of(update.who()).with(PlainIdentifiers.in(values)).putInto(values);
      if (!(reservation.lock(key, seen, life, values) instanceof Table.Write.Refused(Row stored))) {
        reservation.stale.addAll(stale);
        reservation.hasLostIdentifier = rows.age(seen, LOST_AT).compareTo(LOSS_LIFE) < 0;
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
    Map<String, String> values = Row.valuesOf(seen);
    PlainIdentifiers known = PlainIdentifiers.in(values);
    PlainIdentifiers own = PlainIdentifiers.of(update.who());
    (isJoined ? own.with(known) : known.without(update.who())).putInto(values);
    if (!isJoined) {
      values.put(LOST_AT, Long.toString(rows.now().toEpochMilli()));
    }
    Duration kept = values.keySet().equals(Set.of(LOST_AT)) ? LOSS_LIFE : life;
    return reservation.lock(key, seen, kept, values) instanceof Table.Write.Done;
  }
}
