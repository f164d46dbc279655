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

  private static final int MAX_REQUESTS = 20_000;

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
    EventHistory history = new EventHistory(numbers, at, body, attributes, group);
    byNumber.put(numbers, history);
    chars += body.length();
    recordChange(history);
    while (byNumber.size() > maxEvents || (chars > maxChars && byNumber.size() > 1)) {
      remove(byNumber.pollFirstEntry().getValue());
    }
    return history;
  }

  OvertakeCounter order() {
    return overtakeCounter;
  }

  /// One more message id under which SQS knows it.
  void index(EventHistory history, String messageId) {
    history.messageIds.add(messageId);
    byMessage.put(messageId, history);
  }

  /// Everything that can be seen of a story may differ from now on.
  void recordChange(EventHistory history) {
    if (byNumber.get(history.number) != history) {
      return;
    }
    byVersion.remove(history.version);
    versions++;
    history.version = versions;
    byVersion.put(versions, history);
    EventState before = counted.put(history.number, history.state);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    counts.merge(history.state, 1, Integer::sum);
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

  void recordReceived(EventHistory history, String receiptHandle) {
    recordResponse(history);
    if (history.receiptHandle != null) {
      byReceipt.remove(history.receiptHandle);
    }
    history.receiptHandle = receiptHandle;
    byReceipt.put(receiptHandle, history);
    inFlight.add(history);
  }

  /// Its invocation is over.
  void recordResponse(EventHistory history) {
    inFlight.remove(history);
  }

  /// The first in flight, and not done, of which the translator makes this body; else the one that
  /// is most like it.
  @Nullable EventHistory findInFlight(String body) {
    List<EventHistory> going =
        inFlight.stream().filter(history -> history.state == EventState.IN_FLIGHT).toList();
    return going.stream()
        .filter(history -> body.equals(history.request))
        .findFirst()
        .orElseGet(() -> RequestMatcher.of(body, going));
  }

  void request(WebhookRequestRecord webhookRequest) {
    intakes.put(webhookRequest.number, webhookRequest);
    if (intakes.size() > MAX_REQUESTS) {
      intakes.pollFirstEntry();
    }
  }

  @Nullable WebhookRequestRecord request(long number) {
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

  int count(EventState state) {
    return counts.getOrDefault(state, 0);
  }

  private void remove(EventHistory history) {
    recordResponse(history);
    overtakeCounter.recordLeft(history);
    chars -= history.body.length();
    byVersion.remove(history.version);
    history.messageIds.forEach(byMessage::remove);
    if (history.receiptHandle != null) {
      byReceipt.remove(history.receiptHandle);
    }
    EventState state = counted.remove(history.number);
    if (state != null) {
      counts.merge(state, -1, Integer::sum);
    }
  }
}
