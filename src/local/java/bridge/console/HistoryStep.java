package bridge.console;

import bridge.json.Json;
import java.time.Instant;

/// One thing that happened to an event.
///
/// @param kind a code by which the page draws it: webhook, queue, taken, regal, outcome, delay,
///   died, redrive
record HistoryStep(Instant at, String kind, String text) {
  Json json() {
    return new JsonBuilder().put("at", at.toString()).put("kind", kind).put("text", text).json();
  }
}
