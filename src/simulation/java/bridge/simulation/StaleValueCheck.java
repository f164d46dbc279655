package bridge.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What Regal processes, held against what it processed before: no trait is set over a newer one.
final class StaleValueCheck {
  /// The latest value that was sent. Its time is its event's, at most its arrival, which is between
  /// the event's making and the POST. How long a value surely counts: its row is written before its
  /// POST, which may have to wait.
  private static final Duration SHORTEST = World.RETENTION.minusMinutes(1);

  private record LatestValue(SimulatedEvent event, RegalPost post) {
    long earliest() {
      return Math.min(event.time, EventLedger.millis(event.madeAt) - SimulatedPlatform.SKEW);
    }

    long latest() {
      return Math.min(event.time, EventLedger.millis(post.at) + SimulatedPlatform.SKEW);
    }
  }

  private final Invariants invariants;
  private final Erasures erasures;
  private final Supplier<List<SimulatedEvent>> events;
  private final Map<String, LatestValue> traits = new HashMap<>();
  private long stale;

  StaleValueCheck(Invariants invariants, Erasures erasures, Supplier<List<SimulatedEvent>> events) {
    this.events = events;
    this.invariants = invariants;
    this.erasures = erasures;
  }

  void record(SimulatedEvent event, RegalPost post, String json) {
    String trait = event.kind == EventKind.ENGAGE_TRAIT ? "engaged" : "simulated";
    if (event.kind.isNamed() || !json.contains("\"" + trait + "\":")) {
      return;
    }
    String name = trait + event.kind.isOfVisitor() + event.person;
    LatestValue now = new LatestValue(event, post);
    LatestValue before = traits.get(name);
    if (before == null || before.earliest() <= now.latest()) {
      traits.put(name, now);
    } else if (post.at - before.post.at < SHORTEST.toNanos()) {
      stale++;
      invariants.check(
          isExcused(before, now),
          "event %s sent Regal a trait over a newer one of event %s, %s min after it"
              .formatted(
                  event.number,
                  before.event.number,
                  Duration.ofNanos(post.at - before.post.at).toMinutes()));
    }
  }

  /// Where the table was unavailable for one of the two, Regal said that it did not take the first,
  /// or the row has expired, it is excused.
  private boolean isExcused(LatestValue before, LatestValue now) {
    return now.post.isTableUnavailableBefore
        || before.post.isSurelyNotTaken()
        || before.post.isTableUnavailableBefore
        || mayBeTwoProfiles(now.event.person)
        || erasures.hasErased(now.event.person, before.post.at);
  }

  /// Whether the table may not know that a userId, which an event of the person names alone,
  /// belongs to the phone: the write that says so may have failed after an earlier POST.
  private boolean mayBeTwoProfiles(int person) {
    List<SimulatedEvent> own =
        events.get().stream().filter(event -> event.person == person).toList();
    return own.stream().anyMatch(StaleValueCheck::namesUserIdAlone)
        && own.stream()
            .map(event -> event.lastPost)
            .anyMatch(post -> post != null && post.isTableUnavailable());
  }

  private static boolean namesUserIdAlone(SimulatedEvent event) {
    return event.isWithoutPhone || event.kind == EventKind.ENGAGE_TRAIT;
  }

  /// Traits that overwrote newer ones while the table was unavailable.
  long stale() {
    return stale;
  }
}
