package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The properties of a track, page or screen call (M3, M12, M22, M27); empty if it has none.
final class EventProperties {
  private EventProperties() {}

  static Json.Obj ofTrack(TranslationContext context) {
    return new Json.Obj(withoutNulls(context));
  }

  /// The call's own name and category replace properties of these names.
  static Json.Obj ofPageOrScreen(TranslationContext context) {
    Map<String, Json> properties = withoutNulls(context);
    for (String name : List.of("name", "category")) {
      switch (context.eventJson().get(name)) {
        case Json.Text text when !Whitespace.isAll(text.value()) -> properties.put(name, text);
        case Json.Num number -> properties.put(name, number);
        case null, default -> {}
      }
    }
    return new Json.Obj(properties);
  }

  private static Map<String, Json> withoutNulls(TranslationContext context) {
    Map<String, Json> properties = new LinkedHashMap<>();
    ObjectMember.object(
            context, context.eventJson().keyFor("properties"), WarningCode.PROPERTIES_NOT_OBJECT)
        .members()
        .forEach(
            (key, value) ->
                NullRemoval.put(
                    properties, key, NullRemoval.removeNulls(context.engage().value(key, value))));
    return properties;
  }
}
