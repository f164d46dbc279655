package bridge.state;

import bridge.profile.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
  /// @param profile the partition of the profile that Regal finds
  /// @param others the profiles that identifiers leave once Regal has the event
  /// @param moves what is written then
  /// @param rows the rows that were read: identifiers and consents
  record Resolution(String profile, Set<String> others, List<Move> moves, Map<Key, Row> rows) {
    /// The rows of all these profiles.
    Set<Key> profileKeys() {
      Set<Key> keys = new LinkedHashSet<>();
      others.forEach(other -> keys.add(new Key(other, StaleWriteGuard.PROFILE)));
      keys.add(new Key(profile, StaleWriteGuard.PROFILE));
      return keys;
    }
  }

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
      String profile = profile(read.row(new Key(partition, SORT)));
      Row row = read.row(new Key(profile == null ? partition : profile, StaleWriteGuard.PROFILE));
      PlainIdentifiers known = PlainIdentifiers.in(row == null ? Map.of() : row.values());
      return new Identity(known.phones(), known.emails(), userId);
    } catch (TableUnavailableException _) {
      return Identity.NOBODY;
    }
  }

  /// Resolves an event's identifiers. An unknown identifier is its own profile.
  Resolution resolve(ProfileUpdate update) throws TableUnavailableException {
    List<String> partitions = Partitions.of(update.who());
    Set<Key> keys = new LinkedHashSet<>();
    partitions.forEach(partition -> keys.add(new Key(partition, SORT)));
    update.consents().forEach(c -> keys.add(new Key(Partitions.of(c), StaleWriteGuard.CONSENT)));
    Map<Key, Row> found = rows.read(keys);
    String profile =
        partitions.stream()
            .map(partition -> profile(found.get(new Key(partition, SORT))))
            .filter(known -> known != null)
            .findFirst()
            .orElse(partitions.getFirst());
    Set<String> others = new LinkedHashSet<>();
    List<Move> moves = new ArrayList<>();
    for (String partition : partitions) {
      Row seen = found.get(new Key(partition, SORT));
      String known = profile(seen);
      String from = known == null ? partition : known;
      if (!from.equals(profile)) {
        others.add(from);
      }
      if (!profile.equals(known) || isOld(seen)) {
        moves.add(move(partition, seen, profile));
      }
    }
    return new Resolution(profile, others, moves, found);
  }

  /// Whether all identifiers still belong to the same profiles, now that these are locked.
  boolean isUnchanged(Resolution resolution) throws TableUnavailableException {
    Map<Key, Row> before = new HashMap<>(resolution.rows());
    before.keySet().removeIf(key -> !key.sort().equals(SORT));
    Set<Key> keys = new LinkedHashSet<>(before.keySet());
    resolution.moves().forEach(move -> keys.add(move.next().key()));
    rows.forget(keys);
    Map<Key, Row> now = rows.read(keys);
    return keys.stream()
        .allMatch(key -> Objects.equals(profile(before.get(key)), profile(now.get(key))));
  }

  static @Nullable String profile(@Nullable Row row) {
    return row == null ? null : row.values().get(TO);
  }

  static boolean isIdentifier(Row row) {
    return row.key().sort().equals(SORT);
  }

  private Move move(String partition, @Nullable Row seen, String profile) {
    String now = Long.toString(rows.now().toEpochMilli());
    Row next = rows.row(new Key(partition, SORT), linkLife, Map.of(TO, profile, SINCE, now));
    Row backLink =
        partition.equals(profile)
            ? null
            : rows.row(new Key(profile, Erasure.ALSO + partition), linkLife, Map.of());
    return new Move(seen, next, backLink);
  }

  private boolean isOld(@Nullable Row row) {
    String since = row == null ? "0" : row.values().getOrDefault(SINCE, "0");
    return rows.now().toEpochMilli() - Long.parseLong(since) > life.toMillis() / 2;
  }
}
