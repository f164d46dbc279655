package bridge.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Which events Regal has, for 24 hours: claimed before the POST, marked after it.
public final class DeliveryRecords {
  static final Duration LIFE = Duration.ofHours(24);
  static final String DELIVERED = "delivered";
  static final String UNSURE = "unknown_outcome";

  /// An invocation takes 60 s at most; after that nobody is about the event any more.
  static final Duration LEASE = Duration.ofSeconds(65);

  private static final String CLAIMED = "claimed";
  private static final String STATE = "state";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final int TRIES = 4;

  private final GuardedTable guardedTable;

  DeliveryRecords(GuardedTable guardedTable) {
    this.guardedTable = guardedTable;
  }

  /// Claims an event. Where the table does not answer, what it found is NOTHING.
  ///
  /// @param owner whose event it is, hashed
  /// @param event the same for every message that carries the event
  /// @param attempt another for every handing out of a message
  Claim claim(String owner, String event, String attempt) {
    Instant now = guardedTable.now();
    Row claimed = row(new Key(owner, "sent#" + event), CLAIMED, attempt);
    Row seen = null;
    Claim.Found found = Claim.Found.NOTHING;
    try {
      for (int i = 0; i < TRIES; i++) {
        if (!(guardedTable.write(claimed, seen) instanceof Table.Write.Refused(Row standing))) {
          return new Claim(found, this, claimed);
        }
        seen = standing;
        found = standing == null ? Claim.Found.NOTHING : found(standing, attempt, now);
        if (found == Claim.Found.DELIVERED || found == Claim.Found.UNDER_WAY) {
          return new Claim(found, null, null);
        }
      }
      return new Claim(Claim.Found.UNDER_WAY, null, null);
    } catch (TableUnavailableException _) {
      return new Claim(Claim.Found.NOTHING, this, claimed); // it may stand there after all
    }
  }

  /// The row that stands there now, as far as is known.
  Row end(Row claimed, String state) {
    Row ended = row(claimed.key(), state, claimed.values().getOrDefault(BY, ""));
    Row seen = claimed;
    try {
      if (state.isEmpty()) {
        guardedTable.write(
            guardedTable.none(claimed.key()), claimed); // what another attempt has written stands
        return claimed;
      }
      for (int i = 0; i < TRIES; i++) {
        if (!(guardedTable.write(ended, seen) instanceof Table.Write.Refused(Row standing))) {
          return ended;
        }
        if (!state.equals(DELIVERED)) {
          return claimed; // another attempt has taken over, and tells how it ends
        }
        seen = standing;
      }
    } catch (TableUnavailableException _) {
      return claimed;
    }
    return claimed;
  }

  private Row row(Key key, String state, String attempt) {
    String at = Long.toString(guardedTable.now().toEpochMilli());
    return guardedTable.row(key, LIFE, Map.of(STATE, state, AT, at, BY, attempt));
  }

  private static Claim.Found found(Row standing, String attempt, Instant now) {
    return switch (standing.values().getOrDefault(STATE, "")) {
      case DELIVERED -> Claim.Found.DELIVERED;
      case UNSURE -> Claim.Found.UNSURE;
      case CLAIMED ->
          isYoung(standing, now) && !attempt.equals(standing.values().get(BY))
              ? Claim.Found.UNDER_WAY
              : Claim.Found.UNENDED;
      default -> Claim.Found.NOTHING;
    };
  }

  private static boolean isYoung(Row claimed, Instant now) {
    long at = Long.parseLong(claimed.values().getOrDefault(AT, "0"));
    return now.toEpochMilli() - at < LEASE.toMillis();
  }
}
