package bridge.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The stories that are kept, and how to find them. The oldest go first once there are too many, or
/// once they hold too much. For use under Journal's lock.
final class EventHistoryStore {
  static final int MAX_EVENTS = 20_000;

  /// Of all bodies together, one byte each for most.
  static final long MAX_CHARS = 64_000_000;

  private static final int MAX_INTAKES = 20_000;

  private final int maxEvents;
  private final long maxChars;
  private final TreeMap<Long, EventHistory> byNumber = new TreeMap<>();
  private final TreeMap<Long, EventHistory> byVersion = new TreeMap<>();
  private final Map<String, EventHistory> byMessage = new HashMap<>();
  private final Map<String, EventHistory> byReceipt = new HashMap<>();
  private final Set<EventHistory> inFlight = new LinkedHashSet<>();
  private final OvertakeCounter overtakeCounter = new OvertakeCounter();
  private final LinkedHashMap<Long, WebhookRequestRecord> intakes = new LinkedHashMap<>();
  private final Map<EventState, Integer> counts = new EnumMap<>(EventState.class);
  private final Map<Long, EventState> counted = new HashMap<>();
  private long numbers;
  private long versions;
  private long chars;

  EventHistoryStore() {
    this(MAX_EVENTS, MAX_CHARS);
  }

  EventHistoryStore(int maxEvents, long maxChars) {
    this.maxEvents = maxEvents;
    this.maxChars = maxChars;
  }

  EventHistory add(Instant at, String body, Map<String, String> attributes, String group) {
    numbers++;
    EventHistory eventHistory = new EventHistory(numbers, at, body, attributes, group);
    byNumber.put(numbers, eventHistory);
    chars += body.length();
    changed(eventHistory);
    while (byNumber.size() > maxEvents || (chars > maxChars && byNumber.size() > 1)) {
      forget(byNumber.pollFirstEntry().getValue());
    }
    return eventHistory;
  }

  OvertakeCounter order() {
    return overtakeCounter;
  }

  /// One more message id under which SQS knows it.
  void name(EventHistory eventHistory, String messageId) {
    eventHistory.messageIds.add(messageId);
    byMessage.put(messageId, eventHistory);
  }

  /// Everything that can be seen of a story may differ from now on.
  void changed(EventHistory eventHistory) {
    if (byNumber.get(eventHistory.number) != eventHistory) {
      return;
    }
    byVersion.remove(eventHistory.version);
    versions++;
    eventHistory.version = versions;
    byVersion.put(versions, eventHistory);
    EventState before = counted.put(eventHistory.number, eventHistory.eventState);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    counts.merge(eventHistory.eventState, 1, Integer::sum);
  }

  @Nullable EventHistory of(String messageId) {
    return byMessage.get(messageId);
  }

  @Nullable EventHistory ofNumber(long number) {
    return byNumber.get(number);
  }

  @Nullable EventHistory ofReceipt(String receiptHandle) {
    return byReceipt.get(receiptHandle);
  }

  void handedOut(EventHistory eventHistory, String receiptHandle) {
    answered(eventHistory);
    if (eventHistory.receiptHandle != null) {
      byReceipt.remove(eventHistory.receiptHandle);
    }
    eventHistory.receiptHandle = receiptHandle;
    byReceipt.put(receiptHandle, eventHistory);
    inFlight.add(eventHistory);
  }

  /// Its invocation is over.
  void answered(EventHistory eventHistory) {
    inFlight.remove(eventHistory);
  }

  /// The first in flight, and not done, of which the translator makes this body; else the one that
  /// is most like it.
  @Nullable EventHistory onItsWay(String body) {
    List<EventHistory> going =
        inFlight.stream()
            .filter(eventHistory -> eventHistory.eventState == EventState.IN_FLIGHT)
            .toList();
    return going.stream()
        .filter(eventHistory -> body.equals(eventHistory.request))
        .findFirst()
        .orElseGet(() -> RequestMatcher.of(body, going));
  }

  void intake(WebhookRequestRecord webhookRequestRecord) {
    intakes.put(webhookRequestRecord.number, webhookRequestRecord);
    if (intakes.size() > MAX_INTAKES) {
      intakes.pollFirstEntry();
    }
  }

  @Nullable WebhookRequestRecord intake(long number) {
    return intakes.get(number);
  }

  /// What changed after that version, in the order of the changes; at most so many.
  List<EventHistory> since(long version, int most) {
    Collection<EventHistory> changed = byVersion.tailMap(version, false).values();
    return new ArrayList<>(changed.stream().limit(most).toList());
  }

  long version() {
    return versions;
  }

  /// The number of the oldest that is kept; all before it are gone.
  long first() {
    return byNumber.isEmpty() ? numbers + 1 : byNumber.firstKey();
  }

  int count(EventState eventState) {
    return counts.getOrDefault(eventState, 0);
  }

  private void forget(EventHistory eventHistory) {
    answered(eventHistory);
    overtakeCounter.left(eventHistory);
    chars -= eventHistory.body.length();
    byVersion.remove(eventHistory.version);
    eventHistory.messageIds.forEach(byMessage::remove);
    if (eventHistory.receiptHandle != null) {
      byReceipt.remove(eventHistory.receiptHandle);
    }
    EventState eventState = counted.remove(eventHistory.number);
    if (eventState != null) {
      counts.merge(eventState, -1, Integer::sum);
    }
  }
}
