package bridge.console;

import bridge.json.Json;
import bridge.queue.QueuedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The histories that are kept. The oldest are dropped first, by number of events and by size of
/// bodies. For use under [EventLog]'s lock.
final class EventHistoryStore {
  private final int maxEvents;
  private final long maxChars;
  private final SequencedMap<Long, EventHistory> byNumber = new LinkedHashMap<>();
  private final Map<String, EventHistory> byMessageId = new HashMap<>();
  private long numbers;
  private long versions;
  private long chars;

  EventHistoryStore(int maxEvents, long maxChars) {
    this.maxEvents = maxEvents;
    this.maxChars = maxChars;
  }

  EventHistory add(Instant at, QueuedEvent message) {
    numbers++;
    EventHistory history = new EventHistory(numbers, at, message);
    byNumber.put(numbers, history);
    chars += message.body().length();
    while (byNumber.size() > maxEvents || (chars > maxChars && byNumber.size() > 1)) {
      EventHistory oldest = byNumber.pollFirstEntry().getValue();
      chars -= oldest.message.body().length();
      oldest.messageIds.forEach(byMessageId::remove);
    }
    return history;
  }

  void addMessageId(EventHistory history, String messageId) {
    history.messageIds.add(messageId);
    byMessageId.put(messageId, history);
  }

  @Nullable EventHistory find(long number) {
    return byNumber.get(number);
  }

  @Nullable EventHistory find(String messageId) {
    return byMessageId.get(messageId);
  }

  Collection<EventHistory> all() {
    return byNumber.values();
  }

  long nextVersion() {
    versions++;
    return versions;
  }

  /// What changed after that version, in order of the changes.
  List<EventHistory> changesAfter(long version, int max) {
    return all().stream()
        .filter(history -> history.version > version)
        .sorted(Comparator.comparingLong(history -> history.version))
        .limit(max)
        .toList();
  }

  /// The number of the oldest that is kept.
  long first() {
    return byNumber.isEmpty() ? numbers + 1 : byNumber.firstEntry().getKey();
  }

  /// The number of events in each state.
  Json counts() {
    Map<EventState, Long> counts =
        all().stream().collect(Collectors.groupingBy(each -> each.state, Collectors.counting()));
    JsonBuilder json = new JsonBuilder();
    for (EventState state : EventState.values()) {
      json.put(state.code(), counts.getOrDefault(state, 0L));
    }
    return json.json();
  }
}
