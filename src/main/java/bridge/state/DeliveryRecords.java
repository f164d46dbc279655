package bridge.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// The delivery records of the last 24 hours: claimed before the POST, marked after it.
final class DeliveryRecords {
  static final Duration LIFE = Duration.ofHours(24);
  static final String DELIVERED = "delivered";
  static final String OPT_OUT_LOST = "opt_out_lost";
  static final String UNKNOWN_OUTCOME = "unknown_outcome";

  /// An invocation takes at most 60 s; after that no invocation can still be working on the event.
  static final Duration LEASE = Duration.ofSeconds(65);

  private static final String CLAIMED = "claimed";
  private static final String STATE = "state";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final int MAX_TRIES = 4;

  private final GuardedTable table;

  DeliveryRecords(GuardedTable table) {
    this.table = table;
  }

  /// Claims an event. If the table does not respond, the result is [Claim.Found#NONE].
  ///
  /// @param owner the hash of the person
  /// @param event the same for every message that carries the event
  /// @param attempt different for every receive of a message
  Claim claim(String owner, String event, String attempt) {
    Instant now = table.now();
    Row claimed = row(new Key(owner, "sent#" + event), CLAIMED, attempt);
    Row seen = null;
    Claim.Found found = Claim.Found.NONE;
    try {
      for (int i = 0; i < MAX_TRIES; i++) {
        if (!(table.write(claimed, seen) instanceof Table.Write.Refused(Row stored))) {
          return new Claim(found, this, claimed);
        }
        seen = stored;
        found = stored == null ? Claim.Found.NONE : found(stored, attempt, now);
        boolean isFree =
            switch (found) {
              case DELIVERED, OPT_OUT_LOST, IN_PROGRESS -> false;
              case NONE, ABANDONED, UNKNOWN_OUTCOME -> true;
            };
        if (!isFree) {
          return new Claim(found, null, null);
        }
      }
      return new Claim(Claim.Found.IN_PROGRESS, null, null);
    } catch (TableUnavailableException _) {
      return new Claim(Claim.Found.NONE, this, claimed); // the write may have succeeded
    }
  }

  /// Returns the stored row as far as is known.
  Row end(Row claimed, String state) {
    Row ended = row(claimed.key(), state, claimed.values().getOrDefault(BY, ""));
    Row seen = claimed;
    try {
      if (state.isEmpty()) {
        table.write(table.none(claimed.key()), claimed); // a row of another attempt is kept
        return claimed;
      }
      for (int i = 0; i < MAX_TRIES; i++) {
        if (!(table.write(ended, seen) instanceof Table.Write.Refused(Row stored))) {
          return ended;
        }
        if (state.equals(UNKNOWN_OUTCOME)) {
          return claimed; // another attempt has taken over and ends the claim
        }
        seen = stored;
      }
    } catch (TableUnavailableException _) {
      return claimed;
    }
    return claimed;
  }

  private Row row(Key key, String state, String attempt) {
    String at = Long.toString(table.now().toEpochMilli());
    return table.row(key, LIFE, Map.of(STATE, state, AT, at, BY, attempt));
  }

  private static Claim.Found found(Row stored, String attempt, Instant now) {
    return switch (stored.values().getOrDefault(STATE, "")) {
      case DELIVERED -> Claim.Found.DELIVERED;
      case OPT_OUT_LOST -> Claim.Found.OPT_OUT_LOST;
      case UNKNOWN_OUTCOME -> Claim.Found.UNKNOWN_OUTCOME;
      case CLAIMED ->
          isYoung(stored, now) && !attempt.equals(stored.values().get(BY))
              ? Claim.Found.IN_PROGRESS
              : Claim.Found.ABANDONED;
      default -> Claim.Found.NONE;
    };
  }

  private static boolean isYoung(Row claimed, Instant now) {
    long at = Long.parseLong(claimed.values().getOrDefault(AT, "0"));
    return now.toEpochMilli() - at < LEASE.toMillis();
  }
}
