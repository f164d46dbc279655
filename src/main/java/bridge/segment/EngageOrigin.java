package bridge.segment;

import bridge.json.Json;
import java.util.HashSet;
import java.util.Set;

/// What differs in the events of Segment Engage (M22): the value of an audience or computed trait
/// may be the string "true" or "false".
///
/// @param keys the traits or properties that Engage computed; empty for other events
public record EngageOrigin(boolean isEngage, Set<String> keys) {
  /// The member of `context` in Engage's events, an object.
  public static final String PERSONAS = "personas";

  /// The prefix of the messageId of Engage's events.
  public static final String MESSAGE_ID = "personas_";

  public EngageOrigin {
    keys = Set.copyOf(keys);
  }

  public static EngageOrigin of(SegmentEvent event) {
    EventJson eventJson = event.eventJson();
    Json personas = eventJson.object("context").get(PERSONAS);
    boolean isEngage =
        personas instanceof Json.Obj
            || (eventJson.get("messageId") instanceof Json.Text(String id)
                && id.startsWith(MESSAGE_ID));
    if (!isEngage) {
      return new EngageOrigin(false, Set.of());
    }
    Set<String> keys = new HashSet<>();
    if (personas instanceof Json.Obj object
        && object.get("computation_key") instanceof Json.Text(String key)) {
      keys.add(key);
    }
    if (event instanceof SegmentEvent.Track
        && eventJson.object("properties").get("audience_key") instanceof Json.Text(String key)) {
      keys.add(key);
    }
    return new EngageOrigin(true, keys);
  }

  /// The value of a top-level trait or property: a boolean where Engage wrote it as a string.
  public Json value(String key, Json value) {
    if (value instanceof Json.Text(String text) && keys.contains(key)) {
      return switch (text) {
        case "true" -> new Json.Bool(true);
        case "false" -> new Json.Bool(false);
        default -> value;
      };
    }
    return value;
  }
}
