package bridge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The consents that Regal processes, held against what the people said: no opt-out is swallowed,
/// and no opt-in comes after a later opt-out, as far as the times in the events tell.
final class ConsentCheck {
  private static final Pattern CONSENT =
      Pattern.compile(
          "\"(\\+\\d+)\":\\{[^{}]*\"smsOptIn\":\\{\"subscribed\":(true|false),\"timestamp\":\"([^\"]+)\"");

  /// A consent that Regal has.
  ///
  /// @param counts from when it counts at least; an opt-out's clock may be ahead of its arrival
  private record Sent(SimulatedEvent event, RegalPost post, long time, long counts) {}

  /// An event with a phone that Regal has.
  private record Phone(RegalPost post, long time) {}

  private final Invariants invariants;
  private final @Nullable Erasures erasures;
  private final Map<Integer, Sent> lastYes = new HashMap<>();
  private final Map<Integer, Long> latestReceivedYes = new HashMap<>();
  private final Map<Integer, Sent> latestClaim = new HashMap<>();
  private final Map<Integer, Sent> lastNo = new HashMap<>();
  private final Set<String> noes = new HashSet<>();
  private final Map<Integer, Phone> lastWithPhone = new HashMap<>();
  private long revived;
  private long ofWrongClock;

  /// @param erasures null without a state table
  ConsentCheck(Invariants invariants, @Nullable Erasures erasures) {
    this.invariants = invariants;
    this.erasures = erasures;
  }

  /// A dispatcher receives this event: from now on the state table may hold its opt-in, even if no
  /// POST follows.
  void recordReceived(SimulatedEvent event) {
    if (event.kind == EventKind.OPT_IN && event.consent.isYes()) {
      latestReceivedYes.merge(event.person, statedYes(event), Math::max);
    }
  }

  /// A POST of this event.
  void record(SimulatedEvent event, RegalPost post, String json, boolean isProcessed) {
    recordPhone(event, post, isProcessed);
    Matcher consent = CONSENT.matcher(json);
    if (event.kind != EventKind.OPT_IN || !consent.find()) {
      return;
    }
    ConsentChoice choice = event.consent;
    boolean isYes = consent.group(2).equals("true");
    invariants.check(
        isYes == choice.isYes() && consent.group(1).equals(EventText.phoneInE164(event)),
        name(event) + " said another consent, or of another phone");
    long time = Instant.parse(consent.group(3)).toEpochMilli();
    if (isProcessed && isYes) {
      recordYes(new Sent(event, post, time, time));
    } else if (isProcessed) {
      recordNo(new Sent(event, post, time, Math.min(time, madeAt(event))));
    }
  }

  private void recordPhone(SimulatedEvent event, RegalPost post, boolean isProcessed) {
    if (event.isWithoutPhone) {
      event.mayBeUnknown |= post.isTableUnavailableBefore || !isKnown(event.person, post.at);
    } else if (isProcessed
        && (event.kind == EventKind.IDENTIFY || event.kind == EventKind.OPT_IN)) {
      Phone phone = new Phone(post, event.time); // an older one does not make the row last longer
      lastWithPhone.merge(event.person, phone, (one, next) -> one.time > next.time ? one : next);
    }
  }

  /// The bridge counts the event's opt-out as lost.
  void recordLost(SimulatedEvent event, long at, boolean isTableUnavailable) {
    event.isOptOutLost = true;
    event.mayBeUnknown |= isTableUnavailable || !isKnown(event.person, at);
  }

  /// Whether the state table surely knows a phone of the person at this time, if it responds.
  private boolean isKnown(int person, long at) {
    Phone phone = lastWithPhone.get(person);
    if (erasures == null || phone == null) {
      return false;
    }
    RegalPost known = phone.post;
    return at - known.at < World.RETENTION.minusMinutes(1).toNanos()
        && known.isMarked()
        && !known.isTableUnavailable()
        && !erasures.hasErased(person, known.at);
  }

  private void recordYes(Sent yes) {
    SimulatedEvent event = yes.event;
    int person = event.person;
    long stated = statedYes(event);
    invariants.check(
        yes.time <= EventLedger.millis(yes.post.at) + SimulatedPlatform.SKEW
            && (yes.time == stated || (yes.time < stated && yes.time >= madeAt(event))),
        name(event) + " said yes with another time than its own");
    Sent no = lastNo.get(person);
    if (no != null && yes.time <= no.counts) {
      checkRevived(no, yes, "a yes after the later no of");
    } else if (no != null && event.consent.saidAt() < no.event.consent.saidAt()) {
      ofWrongClock++;
    }
    Sent claim = latestClaim.get(person);
    if (claim == null || claim(claim) < claim(yes)) {
      latestClaim.put(person, yes);
    } else if (claim.event != event) {
      checkRevived(claim, yes, "a yes that is no newer than that of");
    }
    lastYes.merge(person, yes, (one, other) -> one.time > other.time ? one : other);
  }

  private void recordNo(Sent no) {
    SimulatedEvent event = no.event;
    int person = event.person;
    long stated = event.consent.stated(event.time);
    Sent yes = lastYes.get(person);
    if (no.time == stated) {
      boolean isArrival = stated >= madeAt(event); // its arrival may be the same
      if (yes != null && yes.time > stated && !isArrival) {
        checkRevived(yes, no, "a no that does not count after the yes of");
      }
      noes.add(key(event));
    } else {
      boolean isLate = latestReceivedYes.getOrDefault(person, 0L) > stated;
      boolean isCapped = event.consent.form() == ConsentChoice.Form.DAY && no.time < stated;
      invariants.check(
          no.time >= madeAt(event) && (isCapped || isLate),
          name(event) + " said no with another time than its own or its arrival");
      if (event.consent.form() == ConsentChoice.Form.TIME) {
        noes.add(key(event));
      }
    }
    event.isNoSent = true;
    lastNo.merge(person, no, (one, other) -> one.counts > other.counts ? one : other);
  }

  private void checkRevived(Sent before, Sent now, String what) {
    revived++;
    invariants.check(
        isExcused(before, now),
        "event %s sent Regal %s event %s, %s min after it"
            .formatted(
                now.event.number,
                what,
                before.event.number,
                Duration.ofNanos(now.post.at - before.post.at).toMinutes()));
  }

  /// Without a table nothing before is known; where it did not answer for one of the two, the
  /// person was erased in between, or Regal said that it did not take the first, nothing can be.
  private boolean isExcused(Sent before, Sent now) {
    return erasures == null
        || before.post.isSurelyNotTaken()
        || now.post.isTableUnavailableBefore
        || before.post.isTableUnavailableBefore
        || erasures.hasErased(now.event.person, before.post.at);
  }

  /// Every opt-out of an event that Regal has must be there: as it is, as the very same one of
  /// another event, or counted as lost.
  void checkNoneSwallowed(Iterable<SimulatedEvent> events) {
    for (SimulatedEvent event : events) {
      boolean isNo = event.kind == EventKind.OPT_IN && !event.consent.isYes();
      if (isNo && event.processed > 0 && !event.isNoSent && !event.isOptOutLost) {
        boolean isSameSent =
            event.consent.form() == ConsentChoice.Form.TIME && noes.contains(key(event));
        invariants.check(isSameSent, name(event) + " said no, and Regal never had it");
      }
      invariants.check(
          !event.isOptOutLost || event.isWithoutPhone,
          name(event) + " names a phone, and its no counts as lost");
      invariants.check(
          !event.isOptOutLost || event.isNoSent || event.mayBeUnknown,
          name(event) + " lost the no of a person whose phone the state table knew");
    }
  }

  private static String key(SimulatedEvent event) {
    return event.person + " " + event.consent.stated(event.time);
  }

  private static long statedYes(SimulatedEvent event) {
    return Math.min(event.consent.stated(event.time), event.time);
  }

  private static long claim(Sent yes) {
    return yes.event.consent.stated(yes.event.time);
  }

  /// The earliest arrival by any clock.
  private static long madeAt(SimulatedEvent event) {
    return EventLedger.millis(event.madeAt) - SimulatedPlatform.SKEW;
  }

  private static String name(SimulatedEvent event) {
    return "event " + event.number;
  }

  /// Consents that came after a later one while nothing could tell.
  long revived() {
    return revived;
  }

  /// Opt-ins after a later opt-out because a clock was wrong in a way that shows nowhere.
  long ofWrongClock() {
    return ofWrongClock;
  }
}
