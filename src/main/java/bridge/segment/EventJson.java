package bridge.segment;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event as Segment sends it. Its top-level names are matched exactly, then ignoring case; a
/// null does not count (M30). Everything below is matched exactly.
public record EventJson(Json.Obj event) {
  /// The event itself is level 1 (M0).
  public static final int MAX_DEPTH = 100;

  private static final JsonReader READER = new JsonReader(MAX_DEPTH);

  public static EventJson read(String text) throws JsonException {
    if (READER.read(text) instanceof Json.Obj object) {
      return new EventJson(object);
    }
    throw new JsonException("not an object");
  }

  /// The spelling of this top-level name in the event, or the name itself if it has no such member.
  public String keyFor(String name) {
    if (isPresent(event.get(name))) {
      return name;
    }
    for (Map.Entry<String, Json> member : event.members().entrySet()) {
      if (isPresent(member.getValue()) && AsciiCase.isSame(member.getKey(), name)) {
        return member.getKey();
      }
    }
    return name;
  }

  /// The value of this top-level name, or null if the event has none.
  public @Nullable Json get(String name) {
    return event.get(keyFor(name));
  }

  private static boolean isPresent(@Nullable Json value) {
    return value != null && !(value instanceof Json.Null);
  }

  /// The member if it is an object, otherwise an empty object.
  public Json.Obj object(String name) {
    return get(name) instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }
}
