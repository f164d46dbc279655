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
  private record Newest(long time, boolean isYes, SimulatedEvent fact, RegalPost post) {}

  private final Invariants promises;
  private final Erasures erasures;
  private final Duration life;
  private final Map<String, Newest> traits = new HashMap<>();
  private final Map<Integer, Newest> consents = new HashMap<>();
  private long stale;
  private long repeated;

  /// @param life of what the memory knows of a trait
  NewestCheck(Invariants promises, Erasures erasures, Duration life) {
    this.promises = promises;
    this.erasures = erasures;
    this.life = life;
  }

  void processed(SimulatedEvent fact, RegalPost post, String json) {
    String trait = fact.kind == EventKind.ENGAGE_TRAIT ? "engaged" : "simulated";
    if (!fact.kind.isNamed() && json.contains("\"" + trait + "\":")) {
      trait(trait + fact.kind.isOfVisitor() + fact.person, fact, post);
    }
    if (fact.kind == EventKind.OPT_IN) {
      Matcher consent = CONSENT.matcher(json);
      if (consent.find()) {
        long time = Instant.parse(consent.group(2)).toEpochMilli();
        consent(new Newest(time, consent.group(1).equals("true"), fact, post));
      }
    }
  }

  private void trait(String name, SimulatedEvent fact, RegalPost post) {
    Newest now = new Newest(fact.time, true, fact, post);
    Newest before = traits.get(name);
    if (before == null || before.time <= now.time) {
      traits.put(name, now);
    } else if (post.at - before.post.at < life.toNanos()) {
      stale++;
      promises.hold(isExcused(before, now), told(now, "a trait over a newer one of", before));
    }
  }

  private void consent(Newest now) {
    Newest before = consents.get(now.fact.person);
    if (before == null || now.time > before.time || (now.time == before.time && !now.isYes)) {
      consents.put(now.fact.person, now);
    } else if (before.fact != now.fact || before.time != now.time) {
      repeated++;
      promises.hold(isExcused(before, now), told(now, "a consent no newer than that of", before));
    }
  }

  /// Where the table was away for one of the two, or has forgotten the person, it could not know.
  private boolean isExcused(Newest before, Newest now) {
    return now.post.isTableAwayBefore
        || before.post.isTableAwayBefore
        || erasures.hasErased(now.fact.person, before.post.at);
  }

  private static String told(Newest now, String what, Newest before) {
    return "event %s told Regal %s event %s, %s min after it"
        .formatted(
            now.fact.number,
            what,
            before.fact.number,
            Duration.ofNanos(now.post.at - before.post.at).toMinutes());
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
