package bridge.simulation;

import bridge.hash.Sha256;
import bridge.state.Key;
import bridge.state.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Nothing that the table held of a person when their erasure began is left when it is complete,
/// and nothing of them at all at the end of the run if no event of theirs followed or was in
/// flight. An erasure over several invocations is one.
final class ErasureCheck {
  private static final String ALSO = "also#";
  private static final String SENT = "sent#";
  private static final Duration RECORD_LIFE = Duration.ofHours(24);

  /// After this time no invocation and no late write is left of an event that was received.
  static final Duration IN_FLIGHT = Duration.ofMinutes(10);

  /// @param taken partitions of the person's phones that another profile has
  private record Erasure(
      int person, long at, Set<String> partitions, Set<String> taken, List<Row> rows) {}

  private final Scheduler scheduler;
  private final TableModel table;
  private final Invariants invariants;
  private final Map<Integer, Erasure> begun = new HashMap<>();
  private final Map<Integer, Erasure> complete = new HashMap<>();
  private final Map<Integer, Long> gaveUpAt = new HashMap<>();
  private long erasures;
  private long erasedRows;
  private long unavailable;
  private long unfollowed;
  private long unfound;

  ErasureCheck(Scheduler scheduler, TableModel table, Invariants invariants) {
    this.scheduler = scheduler;
    this.table = table;
    this.invariants = invariants;
  }

  /// Whether reading these keys begins the person's erasure: nothing else looks for a visitor's
  /// link under a userId.
  static boolean isBegin(List<Key> keys, SimulatedEvent event) {
    return event.kind == EventKind.DELETE && keys.contains(new Key(partition(event), "link"));
  }

  void begin(SimulatedEvent event) {
    begun.computeIfAbsent(event.person, _ -> find(event.person, partition(event)));
  }

  /// @param isComplete whether the bridge says so, since the table responded
  void end(int person, boolean isComplete) {
    Erasure erasure = begun.remove(person);
    if (erasure == null) {
      return;
    }
    if (!isComplete) {
      gaveUpAt.put(person, scheduler.nanoTime());
      unavailable++;
      return;
    }
    erasures++;
    erasedRows += erasure.rows.size();
    complete.put(person, erasure);
    boolean isInterrupted = erasure.rows.stream().anyMatch(row -> hasExpired(row, erasure));
    for (Row row : erasure.rows) {
      invariants.check(
          !table.holds(row) || isInterrupted || isLeftToAnother(row, erasure),
          "a row " + row.key().sort() + " of person " + person + " outlived their erasure");
    }
  }

  /// Two people of one profile may be deleted at the same moment. What the one erasure has not
  /// found any more is left to the other, and judged when that is complete.
  private boolean isLeftToAnother(Row row, Erasure erasure) {
    for (int each : NamedContacts.household(erasure.person)) {
      Erasure other = begun.get(each);
      if (other != null) {
        other.rows.add(row);
        return true;
      }
      if (gaveUpAt.getOrDefault(each, -1L) > erasure.at) {
        return true;
      }
    }
    return false;
  }

  /// Whether a row that led to others when the erasure began no longer does: an erasure that the
  /// table interrupts may last longer than such a row.
  private boolean hasExpired(Row row, Erasure erasure) {
    Duration skew = Duration.ofMillis(SimulatedPlatform.SKEW);
    Instant expires = row.expires();
    return row.key().sort().equals("id")
        && expires != null
        && expires.isAfter(Scheduler.instant(erasure.at).minus(skew))
        && !expires.isAfter(scheduler.now().plus(skew));
  }

  /// At the end of the run: of those whom no event followed, nothing is left. Rows that the userId
  /// did not lead to are excused where the table was unavailable for an event of the person, and
  /// where they are older than what leads to them is kept.
  void checkEnd(List<SimulatedEvent> events) {
    Map<Integer, Erasure> last = new HashMap<>(complete);
    events.stream().filter(this::mayFollow).forEach(event -> last.remove(event.person));
    unfollowed = last.size();
    Map<String, Erasure> byPartition = new HashMap<>();
    Map<Long, Erasure> byId = new HashMap<>();
    Set<Integer> excused = new HashSet<>();
    for (SimulatedEvent event : events) {
      Erasure erasure = event.kind.isOfVisitor() ? null : last.get(event.person);
      if (erasure != null) {
        byPartition.put(partition(event), erasure);
        byId.put(event.id, erasure);
        if (event.wasTableUnavailable()) {
          excused.add(event.person);
        }
      }
    }
    for (Row row : table.scan()) {
      String sort = row.key().sort();
      Erasure erasure = byPartition.get(row.key().partition());
      if (erasure == null && sort.startsWith(ALSO)) {
        erasure = byPartition.get(sort.substring(ALSO.length()));
      } else if (erasure == null && sort.startsWith(SENT)) {
        erasure = byId.get(SimulatedEvent.id(sort.substring(SENT.length())));
      }
      if (erasure != null && !erasure.taken.contains(row.key().partition())) {
        boolean wasFound = erasure.partitions.contains(row.key().partition());
        unfound += wasFound ? 0 : 1;
        invariants.check(
            !wasFound && (excused.contains(erasure.person) || mayBeUnlinked(row, erasure)),
            "a row %s is left of person %s, whom no event followed"
                .formatted(sort, erasure.person));
      }
    }
  }

  private static boolean mayBeUnlinked(Row row, Erasure erasure) {
    boolean isRecord = row.key().sort().startsWith(SENT);
    Duration surplus = isRecord ? RECORD_LIFE.minus(World.RETENTION) : Duration.ZERO;
    return Scheduler.instant(erasure.at)
        .plus(surplus)
        .plusMillis(SimulatedPlatform.SKEW)
        .isAfter(row.expires());
  }

  /// Whether the event may have written after its person's last erasure began.
  private boolean mayFollow(SimulatedEvent event) {
    Erasure erasure = complete.get(event.person);
    return erasure != null
        && !event.kind.isOfVisitor()
        && event.kind != EventKind.DELETE
        && event.receivedAt > erasure.at - IN_FLIGHT.toNanos();
  }

  /// What the table holds under the userId, the profile that it belongs to, and the identifiers of
  /// that profile. Of a profile whose own identifier now belongs to another, only its values.
  private Erasure find(int person, String own) {
    String known = profile(own);
    String profile = known == null ? own : known;
    Set<String> partitions = new HashSet<>(List.of(own, profile));
    List<Row> rows = new ArrayList<>();
    boolean isWhole = Objects.requireNonNullElse(profile(profile), profile).equals(profile);
    for (Row row : table.rows(profile).toList()) {
      String sort = row.key().sort();
      String other = sort.startsWith(ALSO) ? sort.substring(ALSO.length()) : "";
      if (profile.equals(profile(other))) {
        partitions.add(other);
      }
      if (isWhole || !other.isEmpty() || sort.equals("profile")) {
        rows.add(row);
      }
    }
    for (String each : partitions) {
      if (!each.equals(profile)) {
        List<Row> under = table.rows(each).toList();
        boolean isShared = under.stream().anyMatch(this::isOfAnother);
        under.stream()
            .filter(row -> !isShared || !row.key().sort().equals("profile"))
            .filter(row -> !isOfAnother(row))
            .forEach(rows::add);
      }
    }
    Set<String> taken = new HashSet<>();
    for (String phone : NamedContacts.phonesOf(person, false)) {
      String partition = partition("phone", phone);
      if (!profile.equals(Objects.requireNonNullElse(profile(partition), profile))) {
        taken.add(partition);
      }
    }
    return new Erasure(person, scheduler.nanoTime(), partitions, taken, rows);
  }

  /// Whether a row leads from another person's profile, which is named after this identifier.
  private boolean isOfAnother(Row row) {
    String sort = row.key().sort();
    return sort.startsWith(ALSO)
        && row.key().partition().equals(profile(sort.substring(ALSO.length())));
  }

  /// The profile of an identifier, null where none is known or the row has expired by any clock.
  private @Nullable String profile(String partition) {
    List<Row> rows = table.read(List.of(new Key(partition, "id")));
    Instant latest = scheduler.now().plusMillis(SimulatedPlatform.SKEW);
    return rows.isEmpty() || !latest.isBefore(rows.getFirst().expires())
        ? null
        : rows.getFirst().values().get("to");
  }

  /// The userId's partition, as state.md says: its SHA-256.
  private static String partition(SimulatedEvent event) {
    return partition("userId", EventText.person(event));
  }

  private static String partition(String kind, String identifier) {
    byte[] text = (kind + '\0' + identifier + '\0').getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.digest(text));
  }

  @Override
  public String toString() {
    return "%s complete, %s rows; %s that nothing followed, %s rows not found; %s without the table"
        .formatted(erasures, erasedRows, unfollowed, unfound, unavailable);
  }
}
