package bridge.translate;

import bridge.json.Json;
import java.util.List;
import java.util.Map;

/// A top-level member that should be an object (M27). Missing, null, "" and [] are read as an empty
/// object. So is anything else, with a warning.
final class ObjectMember {
  private ObjectMember() {}

  static Json.Obj object(TranslationContext context, String key, WarningCode otherwise) {
    Json.Obj empty = new Json.Obj(Map.of());
    return switch (context.eventJson().event().get(key)) {
      case null -> empty;
      case Json.Obj object -> object;
      case Json.Null() -> empty;
      case Json.Text(String text) when text.isEmpty() -> empty;
      case Json.Arr(List<Json> elements)
          when elements.stream().allMatch(Json.Null.class::isInstance) ->
          empty;
      default -> {
        context.warn(otherwise, JsonPath.EVENT.key(key));
        yield empty;
      }
    };
  }
}
