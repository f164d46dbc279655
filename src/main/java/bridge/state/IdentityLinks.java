package bridge.state;

import bridge.profile.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The identity links of visitors, made by events with an anonymousId and an identifier.
final class IdentityLinks {
  private static final String SORT = "link";
  private static final String SINCE = "since";
  private static final int TRIES = 4;

  private final UnitOfWork rows;
  private final Duration life;

  IdentityLinks(UnitOfWork rows, Duration life) {
    this.rows = rows;
    this.life = life;
  }

  /// Returns nobody if there is no link or the table does not respond.
  Identity find(String anonymousId, UnitOfWork.Read read) {
    try {
      IdentityLink identityLink =
          IdentityLink.of(read.row(key(Partitions.ofAnonymousId(anonymousId))));
      return identityLink == null ? Identity.NOBODY : identityLink.who();
    } catch (TableUnavailableException _) {
      return Identity.NOBODY;
    }
  }

  /// Of two events the one with the newer time decides. A link is written when its person changes
  /// or a tenth of its life has passed.
  public void learn(String anonymousId, Identity who, Instant time) {
    try {
      Key key = key(Partitions.ofAnonymousId(anonymousId));
      Row seen = rows.read(key);
      for (int i = 0; i < TRIES; i++) {
        IdentityLink known = IdentityLink.of(seen);
        IdentityLink now = new IdentityLink(who, time);
        IdentityLink next = known == null ? now : known.with(now);
        boolean isOld = rows.age(seen, SINCE).compareTo(life.dividedBy(10)) > 0;
        if (known != null && next.who().equals(known.who()) && !isOld) {
          return;
        }
        // Before the link: a row that cannot be found cannot be erased.
        rows.put(List.of(backLink(who, key.partition())));
        Map<String, String> values = next.values();
        values.put(SINCE, Long.toString(rows.now().toEpochMilli()));
        if (!(rows.write(rows.row(key, life, values), seen)
            instanceof Table.Write.Refused(Row standing))) {
          return;
        }
        seen = standing;
      }
    } catch (TableUnavailableException _) {
      return; // counted; the next such event writes it
    }
  }

  /// @param partition of an anonymousId
  static Key key(String partition) {
    return new Key(partition, SORT);
  }

  private Row backLink(Identity who, String partition) {
    Key backLink = new Key(Partitions.of(who).getFirst(), Erasure.ALSO + partition);
    return rows.row(backLink, life.plus(life.dividedBy(2)), Map.of()); // kept longer than the link
  }
}
