package bridge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Regal processes, held against what it processed before: no trait is set over a newer one,
/// and no consent is said that is not newer than the last.
final class StaleValueCheck {
  private static final Pattern CONSENT =
      Pattern.compile("\"smsOptIn\":\\{\"subscribed\":(true|false),\"timestamp\":\"([^\"]+)\"");

  /// The latest value that was sent.
  private record LatestValue(long time, boolean isYes, SimulatedEvent event, RegalPost post) {}

  private final Invariants invariants;
  private final Erasures erasures;
  private final Map<String, LatestValue> traits = new HashMap<>();
  private final Map<Integer, LatestValue> consents = new HashMap<>();
  private long stale;
  private long duplicates;

  StaleValueCheck(Invariants invariants, Erasures erasures) {
    this.invariants = invariants;
    this.erasures = erasures;
  }

  void record(SimulatedEvent event, RegalPost post, String json) {
    String trait = event.kind == EventKind.ENGAGE_TRAIT ? "engaged" : "simulated";
    if (!event.kind.isNamed() && json.contains("\"" + trait + "\":")) {
      checkTrait(trait + event.kind.isOfVisitor() + event.person, event, post);
    }
    if (event.kind == EventKind.OPT_IN) {
      Matcher consent = CONSENT.matcher(json);
      if (consent.find()) {
        long time = Instant.parse(consent.group(2)).toEpochMilli();
        checkConsent(new LatestValue(time, consent.group(1).equals("true"), event, post));
      }
    }
  }

  private void checkTrait(String name, SimulatedEvent event, RegalPost post) {
    LatestValue now = new LatestValue(event.time, true, event, post);
    LatestValue before = traits.get(name);
    if (before == null || before.time <= now.time) {
      traits.put(name, now);
    } else if (post.at - before.post.at < World.RETENTION.toNanos()) {
      stale++;
      invariants.check(
          isExcused(before, now), describe(now, "a trait over a newer one of", before));
    }
  }

  private void checkConsent(LatestValue now) {
    LatestValue before = consents.get(now.event.person);
    if (before == null || now.time > before.time || (now.time == before.time && !now.isYes)) {
      consents.put(now.event.person, now);
    } else if (before.event != now.event || before.time != now.time) {
      duplicates++;
      invariants.check(
          isExcused(before, now), describe(now, "a consent no newer than that of", before));
    }
  }

  /// Where the table was unavailable for one of the two, or the row has expired, it is excused.
  private boolean isExcused(LatestValue before, LatestValue now) {
    return now.post.isTableUnavailableBefore
        || before.post.isTableUnavailableBefore
        || erasures.hasErased(now.event.person, before.post.at);
  }

  private static String describe(LatestValue now, String what, LatestValue before) {
    return "event %s sent Regal %s event %s, %s min after it"
        .formatted(
            now.event.number,
            what,
            before.event.number,
            Duration.ofNanos(now.post.at - before.post.at).toMinutes());
  }

  /// Traits that overwrote newer ones while the table was unavailable.
  long stale() {
    return stale;
  }

  /// Consents that were sent again while the table was unavailable.
  long duplicates() {
    return duplicates;
  }
}
