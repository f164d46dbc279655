package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.segment.EventJson;
import org.jspecify.annotations.Nullable;

/// What a row of the list says of an event. The person is personal data: the page masks it.
record EventTitle(String type, String name, String person) {
  private static final int MAX_CHARS = 120;

  /// @param body of the message
  static EventTitle of(String body) {
    try {
      EventJson event = EventJson.read(body);
      Json.Obj traits = event.object("traits");
      return new EventTitle(
          first("no type", event.get("type")),
          first("", event.get("event"), event.get("name")),
          first(
              "",
              event.get("userId"),
              event.get("anonymousId"),
              traits.get("phone"),
              traits.get("email")));
    } catch (JsonException _) {
      return new EventTitle("unreadable", "", "");
    }
  }

  /// The first value that is a number or a text that is not blank.
  private static String first(String defaultText, @Nullable Json... values) {
    for (Json value : values) {
      String text =
          switch (value) {
            case Json.Text(String content) -> content;
            case Json.Num(String lexeme) -> lexeme;
            case null, default -> "";
          };
      if (!text.isBlank()) {
        return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
      }
    }
    return defaultText;
  }
}
