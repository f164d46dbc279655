package bridge.memory;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of Regal's profiles an identifier belongs to, as far as the bridge's own events made it
/// so. Regal looks for a person by phone, then e-mail, then userId: the first that is known names
/// the profile, and the others come to it.
final class Register {
  private static final String SORT = "id";
  private static final String TO = "to";
  private static final String SINCE = "since";
  private static final int TRIES = 4;

  private final Rows rows;
  private final Duration life;

  /// @param profile the partition of the profile
  /// @param rows what was read on the way: the rows of the identifiers and of the consents
  record Entry(String profile, Map<Key, Row> rows) {}

  Register(Rows rows, Duration life) {
    this.rows = rows;
    this.life = life;
  }

  /// The profile of an event's identifiers, all of which belong to it from now on.
  Entry enter(Telling telling) throws TableUnavailableException {
    List<String> partitions = telling.who().partitions();
    Set<Key> keys = new LinkedHashSet<>();
    partitions.forEach(partition -> keys.add(new Key(partition, SORT)));
    telling.consents().forEach(c -> keys.add(new Key(c.partition(), Guard.CONSENT)));
    for (int i = 0; i < TRIES; i++) {
      Map<Key, Row> found = rows.read(keys);
      String profile =
          partitions.stream()
              .map(partition -> profile(found.get(new Key(partition, SORT))))
              .filter(known -> known != null)
              .findFirst()
              .orElse(partitions.getFirst());
      if (areEntered(partitions, found, profile)) {
        return new Entry(profile, found);
      }
    }
    throw new TableUnavailableException("contended");
  }

  static @Nullable String profile(@Nullable Row row) {
    return row == null ? null : row.values().get(TO);
  }

  static boolean isIdentifier(Row row) {
    return row.key().sort().equals(SORT);
  }

  /// False where another event was quicker, so that all is to be read again.
  private boolean areEntered(List<String> partitions, Map<Key, Row> found, String profile)
      throws TableUnavailableException {
    for (String partition : partitions) {
      Key key = new Key(partition, SORT);
      Row seen = found.get(key);
      if (profile.equals(profile(seen)) && !isOld(seen)) {
        continue;
      }
      if (!partition.equals(profile)) { // first, since what cannot be found cannot be erased
        rows.put(rows.row(new Key(profile, Erasure.ALSO + partition), life, Map.of()));
      }
      String now = Long.toString(rows.now().toEpochMilli());
      Row entered = rows.row(key, life, Map.of(TO, profile, SINCE, now));
      if (rows.write(entered, seen) instanceof Table.Write.Refused) {
        return false;
      }
    }
    return true;
  }

  private boolean isOld(@Nullable Row row) {
    String since = row == null ? "0" : row.values().getOrDefault(SINCE, "0");
    return rows.now().toEpochMilli() - Long.parseLong(since) > life.toMillis() / 2;
  }
}
