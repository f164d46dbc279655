package bridge.state;

import bridge.profile.Identity;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identity link of a visitor and its event time. The identifiers are stored in plain text,
/// since they are sent to Regal again.
record IdentityLink(Identity who, Instant at) {
  private static final String AT = "at";
  private static final String USER_ID = "userId";
  private static final String PHONES = "phones";
  private static final String EMAILS = "emails";

  static @Nullable IdentityLink of(@Nullable Row row) {
    if (row == null || row.values().isEmpty()) {
      return null;
    }
    Map<String, String> values = row.values();
    return new IdentityLink(
        new Identity(list(values.get(PHONES)), list(values.get(EMAILS)), values.get(USER_ID)),
        Instant.ofEpochMilli(Long.parseLong(values.getOrDefault(AT, "0"))));
  }

  Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    values.put(AT, Long.toString(at.toEpochMilli()));
    values.put(PHONES, String.join(" ", who.phones())); // neither kind contains a space
    values.put(EMAILS, String.join(" ", who.emails()));
    if (who.userId() != null) {
      values.put(USER_ID, who.userId());
    }
    values.values().removeIf(String::isEmpty);
    return values;
  }

  /// Combines both: the newer's identifiers, and of the older those of a kind that the newer lacks.
  /// If they contradict each other, the visitor is now another person: the newer alone.
  IdentityLink with(IdentityLink other) {
    return other.at.isBefore(at) ? mergeOlder(other) : other.mergeOlder(this);
  }

  private IdentityLink mergeOlder(IdentityLink older) {
    if (contradicts(older)) {
      return this;
    }
    Identity both =
        new Identity(
            who.phones().isEmpty() ? older.who.phones() : who.phones(),
            who.emails().isEmpty() ? older.who.emails() : who.emails(),
            who.userId() == null ? older.who.userId() : who.userId());
    return new IdentityLink(both, at);
  }

  private boolean contradicts(IdentityLink other) {
    return (who.userId() != null
            && other.who.userId() != null
            && !who.userId().equals(other.who.userId()))
        || isDisjoint(who.phones(), other.who.phones())
        || isDisjoint(who.emails(), other.who.emails());
  }

  private static boolean isDisjoint(List<String> some, List<String> others) {
    return !some.isEmpty() && !others.isEmpty() && Collections.disjoint(some, others);
  }

  private static List<String> list(@Nullable String joined) {
    return joined == null ? List.of() : List.of(joined.split(" ", -1));
  }
}
