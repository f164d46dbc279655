package bridge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private record Sent(SimulatedEvent event, String phone, RegalPost post, long time, long counts) {
    SqsGroup group() {
      return post.message.group;
    }
  }

  private final Invariants invariants;
  private final @Nullable Erasures erasures;
  private final RegalContacts contacts;
  private final Map<String, Sent> lastYes = new HashMap<>();
  private final Map<String, Long> latestReceivedYes = new HashMap<>();
  private final Map<String, Sent> latestClaim = new HashMap<>();
  private final Map<String, Sent> lastNo = new HashMap<>();
  private final Map<SqsGroup, Map<String, Sent>> lastNoOfGroup = new HashMap<>();
  private final Set<String> noes = new HashSet<>();
  private final Map<String, Long> revived = new TreeMap<>();
  private long ofWrongClock;

  /// @param erasures null without a state table
  ConsentCheck(Invariants invariants, @Nullable Erasures erasures, RegalContacts contacts) {
    this.invariants = invariants;
    this.erasures = erasures;
    this.contacts = contacts;
  }

  /// A dispatcher receives this event: from now on the state table may hold its opt-in, even if no
  /// POST follows.
  void recordReceived(SimulatedEvent event) {
    contacts.recordReceived(event);
    if (event.kind == EventKind.OPT_IN && event.consent.isYes()) {
      for (String phone : event.contacts.phones()) {
        latestReceivedYes.merge(phone, statedYes(event), Math::max);
      }
    }
  }

  /// A POST of this event.
  void record(SimulatedEvent event, RegalPost post, String json, boolean isProcessed) {
    if (event.kind != EventKind.OPT_IN) {
      return;
    }
    event.mayBeUnknown |=
        post.isTableUnavailableBefore || !contacts.isPhoneKnown(event.person, post.at);
    Matcher consent = CONSENT.matcher(json);
    while (consent.find()) {
      String phone = consent.group(1);
      boolean isYes = consent.group(2).equals("true");
      long time = Instant.parse(consent.group(3)).toEpochMilli();
      if (isProcessed && isYes) {
        recordYes(new Sent(event, phone, post, time, time));
      } else if (isProcessed) {
        recordNo(new Sent(event, phone, post, time, Math.min(time, madeAt(event))));
      }
    }
  }

  /// The bridge counts the event's opt-out as lost.
  void recordLost(SimulatedEvent event, long at, boolean isTableUnavailable) {
    event.isOptOutLost = true;
    event.mayBeUnknown |= isTableUnavailable || !contacts.isPhoneKnown(event.person, at);
  }

  private void recordYes(Sent yes) {
    SimulatedEvent event = yes.event;
    String phone = yes.phone;
    long stated = statedYes(event);
    invariants.check(
        yes.time <= EventLedger.millis(yes.post.at) + SimulatedPlatform.SKEW
            && (yes.time == stated || (yes.time < stated && yes.time >= madeAt(event))),
        name(event) + " said yes with another time than its own");
    checkGroup(yes);
    Sent no = lastNo.get(phone);
    if (no != null && yes.time <= no.counts) {
      checkRevived(no, yes, "a yes after the later no of");
    } else if (no != null && event.consent.saidAt() < no.event.consent.saidAt()) {
      ofWrongClock++;
    }
    Sent claim = latestClaim.get(phone);
    if (claim == null || claim(claim) < claim(yes)) {
      latestClaim.put(phone, yes);
    } else if (claim.event != event) {
      checkRevived(claim, yes, "a yes that is no newer than that of");
    }
    lastYes.merge(phone, yes, (one, other) -> one.time > other.time ? one : other);
  }

  private void recordNo(Sent no) {
    SimulatedEvent event = no.event;
    String phone = no.phone;
    long stated = event.consent.stated(event.time);
    Sent yes = lastYes.get(phone);
    if (no.time == stated) {
      boolean isArrival = stated >= madeAt(event); // its arrival may be the same
      if (yes != null && yes.time > stated && !isArrival) {
        checkRevived(yes, no, "a no that does not count after the yes of");
      }
      noes.add(key(phone, event));
    } else {
      boolean isLate = latestReceivedYes.getOrDefault(phone, 0L) > stated;
      boolean isCapped = event.consent.form() == ConsentChoice.Form.DAY && no.time < stated;
      invariants.check(
          no.time >= madeAt(event) && (isCapped || isLate),
          name(event) + " said no with another time than its own or its arrival");
      if (event.consent.form() == ConsentChoice.Form.TIME) {
        noes.add(key(phone, event));
      }
    }
    event.noesSent.add(phone);
    lastNo.merge(phone, no, (one, other) -> one.counts > other.counts ? one : other);
    lastNoOfGroup.computeIfAbsent(no.group(), _ -> new HashMap<>()).put(phone, no);
  }

  /// With or without a state table, a yes that waits before a later no in their message group is
  /// not posted after it for the first time, unless it is redriven.
  private void checkGroup(Sent yes) {
    Sent no = lastNoOfGroup.getOrDefault(yes.group(), Map.of()).get(yes.phone);
    boolean isFirst =
        yes.event.processed == 0 && !yes.event.wasDeadLettered && !yes.event.isSkipped;
    invariants.check(
        no == null
            || !isFirst
            || yes.time > no.counts
            || yes.post.message.number > no.post.message.number,
        "event %s said yes after the later no of event %s behind it in the same message group"
            .formatted(yes.event.number, no == null ? "" : no.event.number));
  }

  private void checkRevived(Sent before, Sent now, String what) {
    String excuse = excuse(before, now);
    revived.merge(excuse == null ? "without a cause" : excuse, 1L, Long::sum);
    invariants.check(
        excuse != null,
        "event %s sent Regal %s event %s, %s min after it"
            .formatted(
                now.event.number,
                what,
                before.event.number,
                Duration.ofNanos(now.post.at - before.post.at).toMinutes()));
  }

  /// Without a table nothing before is known; where it did not answer for one of the two, the
  /// person was erased in between, or Regal said that it did not take the first, nothing can be.
  private @Nullable String excuse(Sent before, Sent now) {
    if (erasures == null) {
      return "table off";
    }
    if (now.post.isTableUnavailableBefore || before.post.isTableUnavailableBefore) {
      return "table unavailable";
    }
    if (before.post.isSurelyNotTaken()) {
      return "answered as not taken";
    }
    return erasures.hasErased(now.event.person, before.post.at) ? "person erased" : null;
  }

  /// Every opt-out of an event that Regal has must be there for each phone that the event names, as
  /// it is or as the very same one of another event. One that names none is there for a phone that
  /// the table knows, or counts as lost.
  void checkNoneSwallowed(Iterable<SimulatedEvent> events) {
    for (SimulatedEvent event : events) {
      if (event.kind == EventKind.OPT_IN && !event.consent.isYes() && event.processed > 0) {
        List<String> phones = event.contacts.phones();
        invariants.check(
            phones.stream().allMatch(phone -> isSent(phone, event)),
            name(event) + " said no, and Regal never had it");
        invariants.check(
            !phones.isEmpty()
                || event.isOptOutLost
                || NamedContacts.phonesOf(event.person, false).stream()
                    .anyMatch(phone -> isSent(phone, event)),
            name(event) + " said no without a phone, and it is neither at Regal nor lost");
      }
      invariants.check(
          !event.isOptOutLost || event.contacts.phones().isEmpty(),
          name(event) + " names a phone, and its no counts as lost");
      invariants.check(
          !event.isOptOutLost || !event.noesSent.isEmpty() || event.mayBeUnknown,
          name(event) + " lost the no of a person whose phone the state table knew");
    }
  }

  private boolean isSent(String phone, SimulatedEvent event) {
    return event.noesSent.contains(phone)
        || (event.consent.form() == ConsentChoice.Form.TIME && noes.contains(key(phone, event)));
  }

  private static String key(String phone, SimulatedEvent event) {
    return phone + " " + event.consent.stated(event.time);
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

  /// Consents that came after a later one while nothing could tell, by cause.
  Map<String, Long> revived() {
    return revived;
  }

  /// Opt-ins after a later opt-out because a clock was wrong in a way that shows nowhere.
  long ofWrongClock() {
    return ofWrongClock;
  }
}
