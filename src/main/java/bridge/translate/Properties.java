package bridge.translate;

import bridge.json.Json;
import bridge.segment.Blank;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The properties of a track, page or screen call (M3, M12, M22, M27); empty where it has none.
final class Properties {
  private Properties() {}

  static Json.Obj ofTrack(Reading reading) {
    return new Json.Obj(sent(reading));
  }

  /// The call's own name and category stand over properties of these names.
  static Json.Obj ofPageOrScreen(Reading reading) {
    Map<String, Json> properties = sent(reading);
    for (String name : List.of("name", "category")) {
      switch (reading.message().get(name)) {
        case Json.Text text when !Blank.isAll(text.value()) -> properties.put(name, text);
        case Json.Num number -> properties.put(name, number);
        case null, default -> {}
      }
    }
    return new Json.Obj(properties);
  }

  private static Map<String, Json> sent(Reading reading) {
    Map<String, Json> properties = new LinkedHashMap<>();
    Lenient.object(
            reading, reading.message().spelled("properties"), WarningCode.PROPERTIES_NOT_OBJECT)
        .members()
        .forEach(
            (key, value) ->
                Nulls.put(properties, key, Nulls.dropped(reading.engage().value(key, value))));
    return properties;
  }
}
