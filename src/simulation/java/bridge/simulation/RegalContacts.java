package bridge.simulation;

import bridge.regal.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Regal's contacts, as the profile updates that it processed make them: it finds one by phone,
/// then e-mail, then userId, and all that the event names is that contact's from then on. Where the
/// bridge may know less than Regal, the event counts as the first one of a new contact, so that
/// nothing is expected of what was before.
final class RegalContacts {
  /// How long the bridge surely knows what it wrote: a row is written before its POST, which may
  /// have to wait.
  static final Duration KNOWN = World.RETENTION.minusMinutes(1);

  private static final Duration RENEWAL = Duration.ofHours(1);

  /// Longer than an invocation.
  private static final Duration BATCH = Duration.ofMinutes(2);

  /// An identifier's contact, by the event that said so.
  private record Member(long contact, SimulatedEvent event, RegalPost post) {}

  private final Erasures erasures;
  private final Map<String, Member> members = new HashMap<>();

  /// The latest event that names an identifier.
  private final Map<String, Member> latest = new HashMap<>();

  /// When a function was last given an event that names the phone, by phone and person.
  private final Map<String, Map<Integer, Long>> received = new HashMap<>();

  private long contacts;

  RegalContacts(Erasures erasures) {
    this.erasures = erasures;
  }

  /// A function is given this event: the state table may give its phones to its person, though
  /// Regal never processes it.
  void recordReceived(SimulatedEvent event) {
    for (String phone : event.contacts.phones()) {
      received.computeIfAbsent(phone, _ -> new HashMap<>()).put(event.person, event.receivedAt);
    }
  }

  /// Regal processes an event; returns the number of its contact.
  long record(SimulatedEvent event, RegalPost post) {
    List<String> identifiers = identifiers(event);
    List<Member> found = identifiers.stream().map(members::get).filter(Objects::nonNull).toList();
    boolean isClear =
        !found.isEmpty() && isSure(found.getFirst(), post.at) && !isAmbiguous(event, found);
    long contact = isClear ? found.getFirst().contact : contacts++;
    Member next = new Member(contact, event, post);
    for (String identifier : identifiers) {
      Member known = members.get(identifier);
      boolean isKept =
          known != null
              && known.contact == contact
              && isSure(known, post.at)
              && post.at - known.post.at < RENEWAL.toNanos();
      members.put(identifier, isKept ? known : next);
    }
    if (event.kind != EventKind.ENGAGE_TRAIT) { // which has one trait of its own
      for (String identifier : identifiers) {
        latest.merge(
            identifier, next, (one, other) -> one.event.time > other.event.time ? one : other);
      }
    }
    return contact;
  }

  /// Whether the bridge surely knows a phone of the person at this time, if the table responds.
  boolean isPhoneKnown(int person, long at) {
    Member user = members.get(EventText.userId(person));
    if (user == null || !isSure(user, at)) {
      return false;
    }
    return isKept(EventText.userId(person), at)
        && NamedContacts.phonesOf(person, false).stream()
            .anyMatch(
                phone -> {
                  Member member = members.get(phone);
                  return member != null
                      && member.contact == user.contact
                      && isSure(member, at)
                      && isKept(phone, at)
                      && !mayHaveMoved(phone, person, member.post.at);
                });
  }

  private boolean mayHaveMoved(String phone, int person, long since) {
    return received.getOrDefault(phone, Map.of()).entrySet().stream()
        .anyMatch(last -> last.getKey() != person && last.getValue() >= since - BATCH.toNanos());
  }

  /// Whether the row of an identifier's profile is there: an older event does not make it last
  /// longer.
  private boolean isKept(String identifier, long at) {
    Member last = latest.get(identifier);
    return last != null && isSure(last, at);
  }

  /// Whether its phones are of several contacts.
  private boolean isAmbiguous(SimulatedEvent event, List<Member> found) {
    return event.contacts.phones().size() > 1
        && found.stream()
                .limit(event.contacts.phones().size())
                .map(Member::contact)
                .distinct()
                .count()
            > 1;
  }

  /// Whether the bridge surely knows of it.
  private boolean isSure(Member member, long at) {
    RegalPost post = member.post;
    return post.delivery instanceof Delivery.Accepted
        && post.isMarked()
        && !post.isTableUnavailable()
        && at - post.at < KNOWN.toNanos()
        && !erasures.hasErased(member.event.person, post.at);
  }

  private static List<String> identifiers(SimulatedEvent event) {
    List<String> identifiers = new ArrayList<>(event.contacts.phones());
    Stream.ofNullable(event.contacts.email()).forEach(identifiers::add);
    if (!event.kind.isOfVisitor()) {
      identifiers.add(EventText.userId(event.person));
    }
    return identifiers;
  }
}
