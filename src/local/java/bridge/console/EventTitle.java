package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.segment.EventJson;
import org.jspecify.annotations.Nullable;

/// What a line of the list says of an event. The person is personal data: the page masks it.
record EventTitle(String type, String name, String person) {
  private static final int MAX_CHARS = 120;

  /// @param body as it stands in the queue
  static EventTitle of(String body) {
    try {
      EventJson eventJson = EventJson.read(body);
      return new EventTitle(
          text(eventJson.get("type"), "no type"), name(eventJson), cut(person(eventJson)));
    } catch (JsonException _) {
      return new EventTitle("unreadable", "", "");
    }
  }

  private static String name(EventJson eventJson) {
    String name = text(eventJson.get("event"), "");
    return name.isEmpty() ? text(eventJson.get("name"), "") : name;
  }

  /// As Segment names the person, by what order goes by.
  private static String person(EventJson eventJson) {
    for (String id : new String[] {"userId", "anonymousId"}) {
      String value = text(eventJson.get(id), "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    if (eventJson.get("traits") instanceof Json.Obj traits) {
      String phone = text(traits.get("phone"), "");
      return phone.isEmpty() ? text(traits.get("email"), "") : phone;
    }
    return "";
  }

  private static String text(@Nullable Json value, String otherwise) {
    return switch (value) {
      case Json.Text(String text) when !text.isBlank() -> cut(text);
      case Json.Num(String lexeme) -> cut(lexeme);
      case null, default -> otherwise;
    };
  }

  private static String cut(String text) {
    return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) : text;
  }
}
