package bridge.state;

import bridge.resilience.RejectionSpike;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rejections in a row of all environments: one row, which is read and written for a rejected
/// event only. It ends with the next event that Regal accepts from an environment that has counted,
/// or an hour after the last rejection. If the table does not respond, nothing is known.
final class RejectionCount {
  private static final Key KEY = new Key(Hash.of("rejections"), "count");
  private static final String REJECTIONS = "rejections";
  private static final String PEOPLE = "people";
  private static final Duration LIFE = Duration.ofHours(1);

  /// Enough to tell ten people apart, and too little to recognise one.
  private static final int HASH_CHARS = 3;

  /// More than can be counted before the spike, so that each refused write has a successor.
  private static final int MAX_TRIES = 2 * RejectionSpike.REJECTIONS;

  private final UnitOfWork rows;
  private volatile boolean isCounting;

  RejectionCount(UnitOfWork rows) {
    this.rows = rows;
  }

  /// Counts a rejection. Returns whether there were enough for a rejection spike before.
  boolean add(String person) {
    isCounting = true;
    try {
      Row seen = rows.read(KEY);
      for (int i = 0; i < MAX_TRIES; i++) {
        Count count = Count.of(seen);
        boolean isSpike = count.isSpike();
        if (isSpike && !isOld(seen)) {
          return true;
        }
        Row next = rows.row(KEY, LIFE, count.with(person).values());
        if (!(rows.write(next, seen) instanceof Table.Write.Refused(Row stored))) {
          return isSpike;
        }
        seen = stored;
      }
      return true;
    } catch (TableUnavailableException _) {
      return false; // counted; the environment decides by what it has seen itself
    }
  }

  /// An event was accepted: the next rejection is the first again.
  void end() {
    if (!isCounting) {
      return;
    }
    try {
      Row seen = rows.read(KEY);
      isCounting = seen != null && rows.write(rows.none(KEY), seen) instanceof Table.Write.Refused;
    } catch (TableUnavailableException _) {
      return; // counted; the next accepted event tries again
    }
  }

  private boolean isOld(@Nullable Row row) {
    Instant expires = row == null ? null : row.expires();
    return expires == null || expires.isBefore(rows.now().plus(LIFE.dividedBy(2)));
  }

  private record Count(int rejections, Set<String> people) {
    static Count of(@Nullable Row row) {
      Map<String, String> values = Row.valuesOf(row);
      String people = values.getOrDefault(PEOPLE, "");
      return new Count(
          Integer.parseInt(values.getOrDefault(REJECTIONS, "0")),
          people.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(people.split(","))));
    }

    boolean isSpike() {
      return rejections >= RejectionSpike.REJECTIONS && people.size() >= RejectionSpike.PEOPLE;
    }

    Count with(String person) {
      Set<String> more = new LinkedHashSet<>(people);
      if (more.size() < RejectionSpike.PEOPLE) {
        more.add(Hash.shortOf(person).substring(0, HASH_CHARS));
      }
      return new Count(Math.min(rejections + 1, RejectionSpike.REJECTIONS), more);
    }

    Map<String, String> values() {
      return Map.of(REJECTIONS, Integer.toString(rejections), PEOPLE, String.join(",", people));
    }
  }
}
