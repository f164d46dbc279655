package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.segment.CleanText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The identity of an event without userId and anonymousId: its first phone, otherwise its first
/// e-mail, as written in traits, then in context.traits (M7). A phone holds at least seven digits,
/// an e-mail an @.
final class ContactKey {
  private static final JsonReader JSON = new JsonReader(100);
  private static final Pattern IGNORED_IN_NAMES = Pattern.compile("[_\\-\\s]");

  private static final int MIN_DIGITS = 7;

  private ContactKey() {}

  /// @param traits the value of `traits`, null if there is none
  /// @param context the value of `context`, null if there is none
  static @Nullable String find(byte @Nullable [] traits, byte @Nullable [] context) {
    Json own = read(traits);
    Json ofContext = read(context) instanceof Json.Obj object ? object.get("traits") : null;
    for (String kind : List.of("phone", "email")) {
      for (Json holder : new Json[] {own, ofContext}) {
        Predicate<String> isUsable =
            kind.equals("phone") ? ContactKey::isPhone : ContactKey::isEmail;
        String found = holder instanceof Json.Obj object ? first(object, kind, isUsable) : null;
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

  private static boolean isPhone(String text) {
    return text.chars().filter(Character::isDigit).limit(MIN_DIGITS).count() == MIN_DIGITS;
  }

  private static boolean isEmail(String text) {
    return text.indexOf('@') >= 0;
  }

  private static @Nullable String first(Json.Obj traits, String kind, Predicate<String> isUsable) {
    for (String name : List.of(kind, kind + "s")) {
      String exact = usable(traits.get(name), isUsable);
      if (exact != null) {
        return exact;
      }
      for (Map.Entry<String, Json> member : traits.members().entrySet()) {
        String found =
            fold(member.getKey()).equals(name) ? usable(member.getValue(), isUsable) : null;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String usable(@Nullable Json value, Predicate<String> isUsable) {
    Stream<String> texts =
        switch (value) {
          case Json.Text(String text) -> Stream.of(text);
          case Json.Num(String lexeme) -> Stream.of(lexeme);
          case Json.Arr(List<Json> elements) ->
              elements.stream().flatMap(element -> scalar(element).stream());
          case Json.Obj(Map<String, Json> members) -> members.keySet().stream();
          case null, default -> Stream.of();
        };
    return texts.map(CleanText::of).filter(isUsable).findFirst().orElse(null);
  }

  private static Optional<String> scalar(Json value) {
    return switch (value) {
      case Json.Text(String text) -> Optional.of(text);
      case Json.Num(String lexeme) -> Optional.of(lexeme);
      default -> Optional.empty();
    };
  }

  private static String fold(String name) {
    return IGNORED_IN_NAMES.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
