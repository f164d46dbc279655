package bridge.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What Regal processes, held against what it processed before: no trait is set over a newer one.
final class StaleValueCheck {
  /// The latest value that was sent. Its time is its event's, at most its arrival, which is between
  /// the event's making and the POST.
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
  private final RegalContacts contacts;
  private final Map<String, LatestValue> traits = new HashMap<>();
  private long stale;

  StaleValueCheck(Invariants invariants, Erasures erasures, RegalContacts contacts) {
    this.contacts = contacts;
    this.invariants = invariants;
    this.erasures = erasures;
  }

  void record(SimulatedEvent event, RegalPost post, String json) {
    String trait = event.kind == EventKind.ENGAGE_TRAIT ? "engaged" : "simulated";
    if (event.kind.isNamed()) {
      return;
    }
    String name = trait + contacts.record(event, post);
    if (!json.contains("\"" + trait + "\":")) {
      return;
    }
    LatestValue now = new LatestValue(event, post);
    LatestValue before = traits.get(name);
    if (before == null || before.earliest() <= now.latest()) {
      traits.put(name, now);
    } else if (post.at - before.post.at < RegalContacts.KNOWN.toNanos()) {
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
        || erasures.hasErased(now.event.person, before.post.at);
  }

  /// Traits that overwrote newer ones while the table was unavailable.
  long stale() {
    return stale;
  }
}
