package bridge.state;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The delivery records of the last 24 hours, written after the POST. A claim before the POST is
/// written only where an unknown outcome must not be repeated.
final class DeliveryRecords {
  static final Duration LIFE = Duration.ofHours(24);
  static final String DELIVERED = "delivered";
  static final String OPT_OUT_LOST = "opt_out_lost";

  /// An invocation takes at most 60 s; after that no invocation can still be working on the event.
  static final Duration LEASE = Duration.ofSeconds(65);

  private static final String UNKNOWN_OUTCOME = "unknown_outcome";
  private static final String CLAIMED = "claimed";
  private static final String STATE = "state";
  private static final String AT = "at";
  private static final String BY = "by";
  private static final int MAX_TRIES = 4;

  private final UnitOfWork rows;
  private final GroupCommit groupCommit;

  DeliveryRecords(UnitOfWork rows, GroupCommit groupCommit) {
    this.rows = rows;
    this.groupCommit = groupCommit;
  }

  /// Finds out whether Regal has an event: delivered, or none if not or if the table does not
  /// respond.
  ///
  /// @param owner the hash of the person
  /// @param event the same for every message that carries the event
  Claim find(String owner, String event) {
    Key key = key(owner, event);
    Claim.Found found = found(known(key), "");
    return new Claim(found.isDelivered() ? found : Claim.Found.NONE, this, key, null);
  }

  private @Nullable Row known(Key key) {
    try {
      return rows.read(key);
    } catch (TableUnavailableException _) {
      return null; // counted
    }
  }

  /// Claims an event. If the table does not take the claim, what it said before counts.
  ///
  /// @param attempt different for every receive of a message
  Claim claim(String owner, String event, String attempt) {
    Key key = key(owner, event);
    Claim.Found before = found(known(key), attempt);
    if (before.isDelivered()) {
      return new Claim(before, this, key, null); // the write may fail
    }
    Row claimed = row(key, CLAIMED, attempt);
    Row seen = null;
    try {
      for (int i = 0; i < MAX_TRIES; i++) {
        Claim.Found found = found(seen, attempt);
        if (found.isDelivered() || found == Claim.Found.IN_PROGRESS) {
          return new Claim(found, this, key, null);
        }
        if (!(rows.write(claimed, seen) instanceof Table.Write.Refused(Row stored))) {
          return new Claim(found, this, key, claimed);
        }
        seen = stored;
      }
      return new Claim(Claim.Found.IN_PROGRESS, this, key, null);
    } catch (TableUnavailableException _) {
      Claim.Found last = seen == null ? before : found(seen, attempt);
      return new Claim(last, this, key, claimed); // the write may have succeeded
    }
  }

  /// Returns when the record is written, or when the failure to write it is counted.
  void record(Key key, String state) throws InterruptedException {
    groupCommit.put(row(key, state, ""));
  }

  /// A row of another attempt, which has taken over, is kept.
  void keep(Row claimed) {
    replace(claimed, row(claimed.key(), UNKNOWN_OUTCOME, claimed.values().getOrDefault(BY, "")));
  }

  void release(Row claimed) {
    replace(claimed, rows.none(claimed.key()));
  }

  private void replace(Row claimed, Row next) {
    try {
      rows.write(next, claimed);
    } catch (TableUnavailableException _) {
      return; // counted; the claim stays without an end
    }
  }

  private static Key key(String owner, String event) {
    return new Key(owner, "sent#" + event);
  }

  private Row row(Key key, String state, String attempt) {
    String at = Long.toString(rows.now().toEpochMilli());
    return rows.row(key, LIFE, Map.of(STATE, state, AT, at, BY, attempt));
  }

  private Claim.Found found(@Nullable Row stored, String attempt) {
    Map<String, String> values = Row.valuesOf(stored);
    return switch (values.getOrDefault(STATE, "")) {
      case DELIVERED -> Claim.Found.DELIVERED;
      case OPT_OUT_LOST -> Claim.Found.OPT_OUT_LOST;
      case UNKNOWN_OUTCOME -> Claim.Found.UNKNOWN_OUTCOME;
      case CLAIMED ->
          rows.age(stored, AT).compareTo(LEASE) < 0 && !attempt.equals(values.get(BY))
              ? Claim.Found.IN_PROGRESS
              : Claim.Found.ABANDONED;
      default -> Claim.Found.NONE;
    };
  }
}
