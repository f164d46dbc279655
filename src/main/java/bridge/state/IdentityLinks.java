package bridge.state;

import bridge.profile.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identity links of visitors, made by events with an anonymousId and an identifier. The
/// identifiers are stored in plain text, since they are sent to Regal again.
final class IdentityLinks {
  private static final String SORT = "link";
  private static final String SINCE = "since";
  private static final String AT = "at";
  private static final String USER_ID = "userId";
  private static final int TRIES = 4;

  private final UnitOfWork rows;
  private final Duration life;

  /// @param at the time of the event that changed it last
  private record Link(Identity who, Instant at) {
    /// The link after another event: its person instead of this one, or both in one if they share
    /// an identifier. An older event changes nothing.
    Link with(Link other) {
      if (other.at.isBefore(at)) {
        return this;
      }
      if (Collections.disjoint(Partitions.of(who), Partitions.of(other.who))) {
        return other;
      }
      PlainIdentifiers both = PlainIdentifiers.of(other.who).with(PlainIdentifiers.of(who));
      String userId = other.who.userId() == null ? who.userId() : other.who.userId();
      return new Link(new Identity(both.phones(), both.emails(), userId), other.at);
    }
  }

  IdentityLinks(UnitOfWork rows, Duration life) {
    this.rows = rows;
    this.life = life;
  }

  /// @param partition of an anonymousId
  static Key key(String partition) {
    return new Key(partition, SORT);
  }

  /// Whom a link names, nobody for none.
  static Identity who(@Nullable Row row) {
    Map<String, String> values = Row.valuesOf(row);
    PlainIdentifiers plain = PlainIdentifiers.in(values);
    return new Identity(plain.phones(), plain.emails(), values.get(USER_ID));
  }

  /// Returns nobody if there is no link or the table does not respond.
  Identity find(String anonymousId, UnitOfWork.Read read) {
    try {
      return who(read.row(key(Partitions.ofAnonymousId(anonymousId))));
    } catch (TableUnavailableException _) {
      return Identity.NOBODY;
    }
  }

  /// Of two events the one with the newer time decides. A link is written when its person changes
  /// or a tenth of its life has passed.
  void learn(String anonymousId, Identity who, Instant time) {
    try {
      Key key = key(Partitions.ofAnonymousId(anonymousId));
      Row seen = rows.read(key);
      for (int i = 0; i < TRIES; i++) {
        Link known = new Link(who(seen), Row.time(seen, AT));
        Link next = known.with(new Link(who, time));
        boolean isOld = rows.age(seen, SINCE).compareTo(life.dividedBy(10)) > 0;
        if (next.who().equals(known.who()) && !isOld) {
          return;
        }
        // Before the link: a row that cannot be found cannot be erased.
        rows.put(List.of(backLink(who, key.partition())));
        if (!(rows.write(rows.row(key, life, values(next)), seen)
            instanceof Table.Write.Refused(Row standing))) {
          return;
        }
        seen = standing;
      }
    } catch (TableUnavailableException _) {
      return; // counted; the next such event writes it
    }
  }

  private Map<String, String> values(Link link) {
    Map<String, String> values = new HashMap<>();
    values.put(SINCE, Long.toString(rows.now().toEpochMilli()));
    values.put(AT, Long.toString(link.at().toEpochMilli()));
    PlainIdentifiers.of(link.who()).putInto(values);
    if (link.who().userId() != null) {
      values.put(USER_ID, link.who().userId());
    }
    return values;
  }

  private Row backLink(Identity who, String partition) {
    Key backLink = new Key(Partitions.of(who).getFirst(), Erasure.ALSO + partition);
    return rows.row(backLink, life.plus(life.dividedBy(2)), Map.of()); // kept longer than the link
  }
}
