package bridge.state;

import bridge.profile.Identity;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identity link of a visitor and its event time. The identifiers are stored in plain text,
/// since they are sent to Regal again.
record IdentityLink(Identity who, Instant at) {
  private static final String AT = "at";
  private static final String USER_ID = "userId";

  static @Nullable IdentityLink of(@Nullable Row row) {
    if (row == null || row.values().isEmpty()) {
      return null;
    }
    Map<String, String> values = row.values();
    PlainIdentifiers plain = PlainIdentifiers.in(values);
    return new IdentityLink(
        new Identity(plain.phones(), plain.emails(), values.get(USER_ID)), Row.time(row, AT));
  }

  Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    values.put(AT, Long.toString(at.toEpochMilli()));
    PlainIdentifiers.of(who).putInto(values);
    if (who.userId() != null) {
      values.put(USER_ID, who.userId());
    }
    return values;
  }

  /// The link after another event: its person instead of this one, or both in one if they share an
  /// identifier. An older event changes nothing.
  IdentityLink with(IdentityLink other) {
    if (other.at.isBefore(at)) {
      return this;
    }
    if (Collections.disjoint(Partitions.of(who), Partitions.of(other.who))) {
      return other;
    }
    PlainIdentifiers both = PlainIdentifiers.of(other.who).with(PlainIdentifiers.of(who));
    String userId = other.who.userId() == null ? who.userId() : other.who.userId();
    return new IdentityLink(new Identity(both.phones(), both.emails(), userId), other.at);
  }
}
