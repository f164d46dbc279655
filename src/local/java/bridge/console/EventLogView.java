package bridge.console;

import bridge.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal as it stands at one moment, for who reads it under its lock.
final class EventLogView {
  private final EventHistoryStore shelf;
  private final EnvironmentStates environments;
  private final DeliveryRate delivered;
  private final Instant now;

  EventLogView(
      EventHistoryStore shelf,
      EnvironmentStates environments,
      DeliveryRate delivered,
      Instant now) {
    this.shelf = shelf;
    this.environments = environments;
    this.delivered = delivered;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  long version() {
    return shelf.version();
  }

  @Nullable EventHistory story(long number) {
    return shelf.ofNumber(number);
  }

  List<EventHistory> since(long version, int most) {
    return shelf.since(version, most);
  }

  /// The oldest that is kept.
  long first() {
    return shelf.first();
  }

  JsonBuilder gauges() {
    JsonBuilder states = new JsonBuilder();
    for (EventState state : EventState.values()) {
      states.put(state.code(), shelf.count(state));
    }
    return new JsonBuilder()
        .put("states", states.json())
        .put("environments", environments.json())
        .put("delivered", delivered.seconds(now))
        .put("overtaken", shelf.order().overtaken())
        .put("now", now.toString());
  }

  List<Json> rows(List<EventHistory> stories) {
    return stories.stream().map(EventHistory::row).toList();
  }
}
