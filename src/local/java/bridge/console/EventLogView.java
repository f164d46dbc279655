package bridge.console;

import bridge.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal as it stands at one moment, for who reads it under its lock.
final class EventLogView {
  private final EventHistoryStore eventHistoryStore;
  private final EnvironmentStates environmentStates;
  private final DeliveryRate delivered;
  private final Instant now;

  EventLogView(
      EventHistoryStore eventHistoryStore,
      EnvironmentStates environmentStates,
      DeliveryRate delivered,
      Instant now) {
    this.eventHistoryStore = eventHistoryStore;
    this.environmentStates = environmentStates;
    this.delivered = delivered;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  long version() {
    return eventHistoryStore.version();
  }

  @Nullable EventHistory story(long number) {
    return eventHistoryStore.ofNumber(number);
  }

  List<EventHistory> since(long version, int most) {
    return eventHistoryStore.since(version, most);
  }

  /// The oldest that is kept.
  long first() {
    return eventHistoryStore.first();
  }

  JsonBuilder gauges() {
    JsonBuilder states = new JsonBuilder();
    for (EventState eventState : EventState.values()) {
      states.put(eventState.code(), eventHistoryStore.count(eventState));
    }
    return new JsonBuilder()
        .put("states", states.json())
        .put("environments", environmentStates.json())
        .put("delivered", delivered.seconds(now))
        .put("overtaken", eventHistoryStore.order().overtaken())
        .put("now", now.toString());
  }

  List<Json> rows(List<EventHistory> stories) {
    return stories.stream().map(EventHistory::row).toList();
  }
}
