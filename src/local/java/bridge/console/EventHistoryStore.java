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
  private final OvertakeCounter order = new OvertakeCounter();
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
    EventHistory story = new EventHistory(numbers, at, body, attributes, group);
    byNumber.put(numbers, story);
    chars += body.length();
    changed(story);
    while (byNumber.size() > maxEvents || (chars > maxChars && byNumber.size() > 1)) {
      forget(byNumber.pollFirstEntry().getValue());
    }
    return story;
  }

  OvertakeCounter order() {
    return order;
  }

  /// One more message id under which SQS knows it.
  void name(EventHistory story, String messageId) {
    story.messageIds.add(messageId);
    byMessage.put(messageId, story);
  }

  /// Everything that can be seen of a story may differ from now on.
  void changed(EventHistory story) {
    if (byNumber.get(story.number) != story) {
      return;
    }
    byVersion.remove(story.version);
    versions++;
    story.version = versions;
    byVersion.put(versions, story);
    EventState before = counted.put(story.number, story.state);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    counts.merge(story.state, 1, Integer::sum);
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

  void handedOut(EventHistory story, String receiptHandle) {
    answered(story);
    if (story.receiptHandle != null) {
      byReceipt.remove(story.receiptHandle);
    }
    story.receiptHandle = receiptHandle;
    byReceipt.put(receiptHandle, story);
    inFlight.add(story);
  }

  /// Its invocation is over.
  void answered(EventHistory story) {
    inFlight.remove(story);
  }

  /// The first in flight, and not done, of which the translator makes this body; else the one that
  /// is most like it.
  @Nullable EventHistory onItsWay(String body) {
    List<EventHistory> going =
        inFlight.stream().filter(story -> story.state == EventState.IN_FLIGHT).toList();
    return going.stream()
        .filter(story -> body.equals(story.request))
        .findFirst()
        .orElseGet(() -> RequestMatcher.of(body, going));
  }

  void intake(WebhookRequestRecord intake) {
    intakes.put(intake.number, intake);
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

  int count(EventState state) {
    return counts.getOrDefault(state, 0);
  }

  private void forget(EventHistory story) {
    answered(story);
    order.left(story);
    chars -= story.body.length();
    byVersion.remove(story.version);
    story.messageIds.forEach(byMessage::remove);
    if (story.receiptHandle != null) {
      byReceipt.remove(story.receiptHandle);
    }
    EventState state = counted.remove(story.number);
    if (state != null) {
      counts.merge(state, -1, Integer::sum);
    }
  }
}
