package bridge.console;

import bridge.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal as it stands at one moment, for who reads it under its lock.
final class View {
  private final Shelf shelf;
  private final Environments environments;
  private final Rate delivered;
  private final Instant now;

  View(Shelf shelf, Environments environments, Rate delivered, Instant now) {
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

  @Nullable Story story(long number) {
    return shelf.ofNumber(number);
  }

  List<Story> since(long version, int most) {
    return shelf.since(version, most);
  }

  /// The oldest that is kept.
  long first() {
    return shelf.first();
  }

  Members gauges() {
    Members states = new Members();
    for (State state : State.values()) {
      states.put(state.code(), shelf.count(state));
    }
    return new Members()
        .put("states", states.json())
        .put("environments", environments.json())
        .put("delivered", delivered.seconds(now))
        .put("overtaken", shelf.order().overtaken())
        .put("now", now.toString());
  }

  List<Json> rows(List<Story> stories) {
    return stories.stream().map(Story::row).toList();
  }
}
