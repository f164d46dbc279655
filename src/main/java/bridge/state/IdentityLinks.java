package bridge.state;

import bridge.profile.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who an anonymous visitor is, learnt from events that name the visitor and the person together.
public final class IdentityLinks {
  static final String SORT = "link";
  private static final String SINCE = "since";
  private static final int TRIES = 4;

  private final GuardedTable guardedTable;
  private final Duration life;

  IdentityLinks(GuardedTable guardedTable, Duration life) {
    this.guardedTable = guardedTable;
    this.life = life;
  }

  /// Nobody where the visitor is not known, or the table does not answer.
  public Identity of(String anonymousId) {
    try {
      IdentityLink identityLink = IdentityLink.of(guardedTable.read(key(anonymousId)));
      return identityLink == null ? Identity.NOBODY : identityLink.who();
    } catch (TableUnavailableException _) {
      return Identity.NOBODY;
    }
  }

  /// Of two events the one with the newer time is right about the visitor.
  public void learn(String anonymousId, Identity who, Instant time) {
    try {
      Key key = key(anonymousId);
      Row seen = guardedTable.read(key);
      for (int i = 0; i < TRIES; i++) {
        IdentityLink known = IdentityLink.of(seen);
        IdentityLink now = new IdentityLink(who, time);
        IdentityLink next = known == null ? now : known.with(now);
        if (next.equals(known)) {
          return;
        }
        boolean isNews = known == null || !next.who().equals(known.who()) || isOld(seen);
        if (isNews) { // before the link: what cannot be found cannot be erased
          guardedTable.put(also(who, key.partition()));
        }
        Map<String, String> values = new HashMap<>(next.values());
        values.put(SINCE, isNews ? Long.toString(guardedTable.now().toEpochMilli()) : since(seen));
        if (!(guardedTable.write(guardedTable.row(key, life, values), seen)
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

  private Row also(Identity who, String partition) {
    Key way = new Key(Partitions.of(who).getFirst(), Erasure.ALSO + partition);
    return guardedTable.row(way, life.plus(life.dividedBy(2)), Map.of()); // it outlives the link
  }

  /// Whether the way from the person to the link is to be written again, lest it expire first.
  private boolean isOld(@Nullable Row link) {
    long age = guardedTable.now().toEpochMilli() - Long.parseLong(since(link));
    return age > life.toMillis() / 2;
  }

  private static String since(@Nullable Row link) {
    return link == null ? "0" : link.values().getOrDefault(SINCE, "0");
  }
}
