package bridge.translate;

import bridge.json.Json;
import bridge.segment.EventJson;
import java.util.List;

/// Segment's integrations object (M21). `All: false` has no effect: Engage and Segment's Replay set
/// it on events that they deliver.
final class Integrations {
  /// The names of Regal's native destination in Segment's catalog.
  private static final List<String> REGAL = List.of("Regal.io", "Regal Voice");

  private Integrations() {}

  static boolean excludeRegal(EventJson eventJson) {
    Json.Obj integrations = eventJson.object("integrations");
    for (String name : REGAL) {
      if (integrations.get(name) instanceof Json.Bool(boolean on) && !on) {
        return true;
      }
    }
    return false;
  }
}
