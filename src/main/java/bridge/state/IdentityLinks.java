package bridge.state;

import bridge.profile.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identity links of visitors, made by events with an anonymousId and an identifier.
final class IdentityLinks {
  static final String SORT = "link";
  private static final String SINCE = "since";
  private static final int TRIES = 4;

  private final GuardedTable table;
  private final Duration life;

  IdentityLinks(GuardedTable table, Duration life) {
    this.table = table;
    this.life = life;
  }

  /// Returns nobody if there is no link or the table does not respond.
  Identity find(String anonymousId) {
    try {
      IdentityLink identityLink = IdentityLink.of(table.read(key(anonymousId)));
      return identityLink == null ? Identity.NOBODY : identityLink.who();
    } catch (TableUnavailableException _) {
      return Identity.NOBODY;
    }
  }

  /// Of two events the one with the newer time decides.
  public void learn(String anonymousId, Identity who, Instant time) {
    try {
      Key key = key(anonymousId);
      Row seen = table.read(key);
      for (int i = 0; i < TRIES; i++) {
        IdentityLink known = IdentityLink.of(seen);
        IdentityLink now = new IdentityLink(who, time);
        IdentityLink next = known == null ? now : known.with(now);
        if (next.equals(known)) {
          return;
        }
        boolean isNews = known == null || !next.who().equals(known.who()) || isOld(seen);
        if (isNews) { // before the link: a row that cannot be found cannot be erased
          table.put(backLink(who, key.partition()));
        }
        Map<String, String> values = new HashMap<>(next.values());
        values.put(SINCE, isNews ? Long.toString(table.now().toEpochMilli()) : since(seen));
        if (!(table.write(table.row(key, life, values), seen)
            instanceof Table.Write.Refused(Row standing))) {
          return;
        }
        seen = standing;
      }
    } catch (TableUnavailableException _) {
      return; // counted; the next such event writes it
    }
  }

  private static Key key(String anonymousId) {
    return new Key(Partitions.ofAnonymousId(anonymousId), SORT);
  }

  private Row backLink(Identity who, String partition) {
    Key backLink = new Key(Partitions.of(who).getFirst(), Erasure.ALSO + partition);
    return table.row(backLink, life.plus(life.dividedBy(2)), Map.of()); // kept longer than the link
  }

  /// Whether the back link must be written again, so that it does not expire before the link.
  private boolean isOld(@Nullable Row link) {
    long age = table.now().toEpochMilli() - Long.parseLong(since(link));
    return age > life.toMillis() / 2;
  }

  private static String since(@Nullable Row link) {
    return link == null ? "0" : link.values().getOrDefault(SINCE, "0");
  }
}
