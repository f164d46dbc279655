package bridge.state;

import bridge.profile.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The profile of each identifier, as far as the bridge's own events determine it. Regal finds a
/// person by phone, then e-mail, then userId: the first known identifier names the profile, and the
/// others move to it.
final class ProfileIndex {
  private static final String SORT = "id";
  private static final String TO = "to";
  private static final String SINCE = "since";

  private final UnitOfWork rows;
  private final Duration life;

  /// The life of rows that lead to other rows; they are written again after half of it.
  private final Duration linkLife;

  /// The profile of an event's identifiers.
  ///
  /// @param profile the row of the profile that Regal finds
  /// @param profiles that row, after those of the profiles that identifiers leave for it
  /// @param moves what is written once Regal has the event
  /// @param identifiers the event's
  /// @param rows the rows that were read: identifiers and consents
  record Resolution(
      Key profile, Set<Key> profiles, List<Move> moves, Set<Key> identifiers, Map<Key, Row> rows) {}

  /// An identifier that changes its profile.
  ///
  /// @param backLink from the profile to the identifier, null if they are the same
  record Move(@Nullable Row seen, Row next, @Nullable Row backLink) {}

  ProfileIndex(UnitOfWork rows, Duration life) {
    this.rows = rows;
    this.life = life;
    this.linkLife = life.plus(life.dividedBy(2));
  }

  /// The phones and e-mails of a person, nobody if none is known or the table does not respond.
  Identity person(String userId, UnitOfWork.Read read) {
    Identity person = new Identity(List.of(), List.of(), userId);
    String partition = Partitions.of(person).getFirst();
    try {
      String profile = profile(read.row(key(partition)));
      Row row = read.row(new Key(profile == null ? partition : profile, StaleWriteGuard.PROFILE));
      PlainIdentifiers known = PlainIdentifiers.in(Row.valuesOf(row));
      return new Identity(known.phones(), known.emails(), userId);
    } catch (TableUnavailableException _) {
      return Identity.NOBODY;
    }
  }

  /// Resolves an event's identifiers. An unknown identifier is its own profile.
  Resolution resolve(ProfileUpdate update) throws TableUnavailableException {
    Set<Key> identifiers = new LinkedHashSet<>();
    Partitions.of(update.who()).forEach(partition -> identifiers.add(key(partition)));
    Set<Key> keys = new LinkedHashSet<>(identifiers);
    update.consents().forEach(consent -> keys.add(StaleWriteGuard.key(consent)));
    Map<Key, Row> found = rows.read(keys);
    String profile =
        identifiers.stream()
            .map(key -> profile(found.get(key)))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(identifiers.iterator().next().partition());
    Key profileKey = new Key(profile, StaleWriteGuard.PROFILE);
    Set<Key> profiles = new LinkedHashSet<>();
    List<Move> moves = new ArrayList<>();
    for (Key key : identifiers) {
      Row seen = found.get(key);
      String known = profile(seen);
      profiles.add(new Key(known == null ? key.partition() : known, StaleWriteGuard.PROFILE));
      boolean isOld = rows.age(seen, SINCE).compareTo(life.dividedBy(2)) > 0;
      if (!profile.equals(known) || isOld) {
        moves.add(move(key, seen, profile));
      }
    }
    profiles.remove(profileKey);
    profiles.add(profileKey); // the last
    return new Resolution(profileKey, profiles, moves, identifiers, found);
  }

  /// Whether all identifiers still belong to the same profiles, now that these are locked.
  boolean isUnchanged(Resolution resolution) throws TableUnavailableException {
    Set<Key> identifiers = resolution.identifiers();
    Map<Key, Row> now = rows.readAgain(identifiers);
    return identifiers.stream()
        .allMatch(
            key -> Objects.equals(profile(resolution.rows().get(key)), profile(now.get(key))));
  }

  static @Nullable String profile(@Nullable Row row) {
    return row == null ? null : row.values().get(TO);
  }

  /// @param partition of an identifier
  static Key key(String partition) {
    return new Key(partition, SORT);
  }

  private Move move(Key identifier, @Nullable Row seen, String profile) {
    String now = Long.toString(rows.now().toEpochMilli());
    String partition = identifier.partition();
    return new Move(
        seen,
        rows.row(identifier, linkLife, Map.of(TO, profile, SINCE, now)),
        partition.equals(profile)
            ? null
            : rows.row(new Key(profile, Erasure.ALSO + partition), linkLife, Map.of()));
  }
}
