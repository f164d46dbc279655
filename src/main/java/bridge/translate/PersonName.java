package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person's first and last name (M9).
final class PersonName {
  private PersonName() {}

  /// Puts the names that the sources hold. Without any, the own `name` is split, if the setting
  /// ProfileFallbacks allows it.
  static void put(List<TraitSource> sources, TranslationContext context, Map<String, Json> traits) {
    for (String name : List.of("firstName", "lastName")) {
      NullRemoval.put(
          traits, name, TraitSource.first(sources, source -> read(name, source, context)));
    }
    TraitSource own = sources.getFirst();
    if (own.isOwn()
        && context.settings().fillsInProfiles()
        && !traits.containsKey("firstName")
        && !traits.containsKey("lastName")
        && own.traits().get("name") instanceof Json.Text(String whole)
        && whole.indexOf('@') < 0) {
      split(Whitespace.trim(whole), traits);
    }
  }

  private static @Nullable Json read(String name, TraitSource source, TranslationContext context) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
      String text = PlainText.of(member.getValue());
      if (text != null) {
        return new Json.Text(text);
      }
      if (!(member.getValue() instanceof Json.Null || member.getValue() instanceof Json.Text)) {
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
