package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// Finds the event of a request that is not, byte for byte, what the translator makes of it: the
/// bridge may have put in, or left out, what it remembers of the person.
final class RequestMatcher {
  private static final JsonReader READER = new JsonReader(200);

  private RequestMatcher() {}

  /// The first with the same name and time; else the first of the same name that the translator
  /// alone would not send; else none.
  static @Nullable EventHistory of(String body, Collection<EventHistory> inFlight) {
    Json.Obj posted = read(body);
    for (EventHistory history : inFlight) {
      if (history.request != null && isAlike(posted, read(history.request))) {
        return history;
      }
    }
    for (EventHistory history : inFlight) {
      if (history.request == null
          && posted.get("name") instanceof Json.Text(String name)
          && name.equals(history.title.name())) {
        return history;
      }
    }
    return null;
  }

  private static boolean isAlike(Json.Obj one, Json.Obj other) {
    Json time = one.get("originalTimestamp");
    Json name = one.get("name");
    return time != null
        && time.equals(other.get("originalTimestamp"))
        && (name == null ? other.get("name") == null : name.equals(other.get("name")));
  }

  private static Json.Obj read(String text) {
    try {
      return READER.read(text) instanceof Json.Obj object ? object : new JsonBuilder().json();
    } catch (JsonException _) {
      return new JsonBuilder().json();
    }
  }
}
