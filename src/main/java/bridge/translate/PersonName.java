package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person's first and last name (M9).
final class PersonName {
  private PersonName() {}

  /// The first and last name that the sources hold.
  static Map<String, Json> given(List<TraitSource> sources, TranslationContext context) {
    Map<String, Json> given = new LinkedHashMap<>();
    for (String name : List.of("firstName", "lastName")) {
      NullRemoval.put(
          given, name, TraitSource.first(sources, source -> read(name, source, context)));
    }
    return given;
  }

  /// The parts of the own `name`, none if it holds an @.
  static Map<String, Json> split(TraitSource own) {
    Map<String, Json> parts = new LinkedHashMap<>();
    if (own.traits().get("name") instanceof Json.Text(String whole) && whole.indexOf('@') < 0) {
      split(Whitespace.trim(whole), parts);
    }
    return parts;
  }

  private static @Nullable Json read(String name, TraitSource source, TranslationContext context) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
      String text = PlainText.of(member.getValue());
      if (text != null) {
        return new Json.Text(text);
      }
      Json left = NullRemoval.removeNulls(member.getValue());
      if (left != null && !(left instanceof Json.Text)) {
        context.warn(WarningCode.NAME_INVALID, source.path().key(member.getKey()));
      }
    }
    return null;
  }

  private static void split(String whole, Map<String, Json> traits) {
    int end = 0;
    while (end < whole.length() && !Whitespace.is(whole.charAt(end))) {
      end++;
    }
    if (end > 0) {
      traits.put("firstName", new Json.Text(whole.substring(0, end)));
    }
    if (end < whole.length()) {
      traits.put("lastName", new Json.Text(Whitespace.trim(whole.substring(end))));
    }
  }
}
