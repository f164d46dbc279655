package bridge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What Regal processes, held against what it processed before: no trait is set over a newer one,
/// and no consent is said that is not newer than the last.
final class NewestCheck {
  private static final Pattern CONSENT =
      Pattern.compile("\"smsOptIn\":\\{\"subscribed\":(true|false),\"timestamp\":\"([^\"]+)\"");

  /// The newest that was told.
  private record Newest(
      long time, boolean isYes, SimulatedEvent simulatedEvent, RegalPost regalPost) {}

  private final Invariants invariants;
  private final Erasures erasures;
  private final Duration life;
  private final Map<String, Newest> traits = new HashMap<>();
  private final Map<Integer, Newest> consents = new HashMap<>();
  private long stale;
  private long repeated;

  /// @param life of what the memory knows of a trait
  NewestCheck(Invariants invariants, Erasures erasures, Duration life) {
    this.invariants = invariants;
    this.erasures = erasures;
    this.life = life;
  }

  void processed(SimulatedEvent simulatedEvent, RegalPost regalPost, String json) {
    String trait = simulatedEvent.eventKind == EventKind.ENGAGE_TRAIT ? "engaged" : "simulated";
    if (!simulatedEvent.eventKind.isNamed() && json.contains("\"" + trait + "\":")) {
      trait(
          trait + simulatedEvent.eventKind.isOfVisitor() + simulatedEvent.person,
          simulatedEvent,
          regalPost);
    }
    if (simulatedEvent.eventKind == EventKind.OPT_IN) {
      Matcher consent = CONSENT.matcher(json);
      if (consent.find()) {
        long time = Instant.parse(consent.group(2)).toEpochMilli();
        consent(new Newest(time, consent.group(1).equals("true"), simulatedEvent, regalPost));
      }
    }
  }

  private void trait(String name, SimulatedEvent simulatedEvent, RegalPost regalPost) {
    Newest now = new Newest(simulatedEvent.time, true, simulatedEvent, regalPost);
    Newest before = traits.get(name);
    if (before == null || before.time <= now.time) {
      traits.put(name, now);
    } else if (regalPost.at - before.regalPost.at < life.toNanos()) {
      stale++;
      invariants.hold(isExcused(before, now), told(now, "a trait over a newer one of", before));
    }
  }

  private void consent(Newest now) {
    Newest before = consents.get(now.simulatedEvent.person);
    if (before == null || now.time > before.time || (now.time == before.time && !now.isYes)) {
      consents.put(now.simulatedEvent.person, now);
    } else if (before.simulatedEvent != now.simulatedEvent || before.time != now.time) {
      repeated++;
      invariants.hold(isExcused(before, now), told(now, "a consent no newer than that of", before));
    }
  }

  /// Where the table was away for one of the two, or has forgotten the person, it could not know.
  private boolean isExcused(Newest before, Newest now) {
    return now.regalPost.isTableAwayBefore
        || before.regalPost.isTableAwayBefore
        || erasures.hasErased(now.simulatedEvent.person, before.regalPost.at);
  }

  private static String told(Newest now, String what, Newest before) {
    return "event %s told Regal %s event %s, %s min after it"
        .formatted(
            now.simulatedEvent.number,
            what,
            before.simulatedEvent.number,
            Duration.ofNanos(now.regalPost.at - before.regalPost.at).toMinutes());
  }

  /// Traits that passed over newer ones while the table was away.
  long stale() {
    return stale;
  }

  /// Consents that were said again while the table was away.
  long repeated() {
    return repeated;
  }
}
