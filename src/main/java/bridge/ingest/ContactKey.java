package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.segment.Whitespace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The identity of an event without userId and anonymousId: its first phone, otherwise its first
/// e-mail, as written in traits, then in context.traits.
final class ContactKey {
  private static final JsonReader JSON = new JsonReader(100);
  private static final Pattern IGNORED_IN_NAMES = Pattern.compile("[_\\-\\s]");

  private ContactKey() {}

  /// @param traits the value of `traits`, null if there is none
  /// @param context the value of `context`, null if there is none
  static @Nullable String find(byte @Nullable [] traits, byte @Nullable [] context) {
    Json own = read(traits);
    Json ofContext = read(context) instanceof Json.Obj object ? object.get("traits") : null;
    for (String kind : List.of("phone", "email")) {
      for (Json holder : new Json[] {own, ofContext}) {
        String found = holder instanceof Json.Obj object ? firstUsable(object, kind) : null;
        if (found != null) {
          return kind + ":" + found;
        }
      }
    }
    return null;
  }

  private static @Nullable Json read(byte @Nullable [] json) {
    try {
      return json == null ? null : JSON.read(json);
    } catch (JsonException _) {
      return null; // dispatch dead-letters such an event with its reason
    }
  }

  private static @Nullable String firstUsable(Json.Obj traits, String kind) {
    for (String name : List.of(kind, kind + "s")) {
      String exact = usable(traits.get(name));
      if (exact != null) {
        return exact;
      }
      for (Map.Entry<String, Json> member : traits.members().entrySet()) {
        String found = fold(member.getKey()).equals(name) ? usable(member.getValue()) : null;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String usable(@Nullable Json value) {
    return switch (value) {
      case Json.Text(String text) when !Whitespace.isAll(text) -> text;
      case Json.Num(String lexeme) -> lexeme;
      case Json.Arr(List<Json> elements) when !elements.isEmpty() -> usable(elements.getFirst());
      case Json.Obj(Map<String, Json> members) when !members.isEmpty() ->
          members.keySet().iterator().next();
      case null, default -> null;
    };
  }

  private static String fold(String name) {
    return IGNORED_IN_NAMES.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
