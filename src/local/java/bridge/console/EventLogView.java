package bridge.console;

import bridge.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal as it stands at one moment, for who reads it under its lock.
final class EventLogView {
  private final EventHistoryStore histories;
  private final EnvironmentStates environmentStates;
  private final DeliveryRate delivered;
  private final Instant now;

  EventLogView(
      EventHistoryStore histories,
      EnvironmentStates environmentStates,
      DeliveryRate delivered,
      Instant now) {
    this.histories = histories;
    this.environmentStates = environmentStates;
    this.delivered = delivered;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  long version() {
    return histories.version();
  }

  @Nullable EventHistory history(long number) {
    return histories.ofNumber(number);
  }

  List<EventHistory> since(long version, int most) {
    return histories.since(version, most);
  }

  /// The oldest that is kept.
  long first() {
    return histories.first();
  }

  JsonBuilder gauges() {
    JsonBuilder states = new JsonBuilder();
    for (EventState state : EventState.values()) {
      states.put(state.code(), histories.count(state));
    }
    return new JsonBuilder()
        .put("states", states.json())
        .put("environments", environmentStates.json())
        .put("delivered", delivered.seconds(now))
        .put("overtaken", histories.order().overtaken())
        .put("now", now.toString());
  }

  List<Json> rows(List<EventHistory> histories) {
    return histories.stream().map(EventHistory::row).toList();
  }
}
