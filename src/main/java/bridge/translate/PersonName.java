package bridge.translate;

import bridge.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A person's first and last name (M9). A full `name` is never split: it is a custom trait.
final class PersonName {
  private PersonName() {}

  /// @param name firstName or lastName
  static @Nullable Json read(String name, TraitSource source, Warnings warnings) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), name)) {
      String text = PlainText.of(member.getValue());
      if (text != null) {
        return new Json.Text(text);
      }
      if (!(member.getValue() instanceof Json.Null || member.getValue() instanceof Json.Text)) {
        warnings.add(WarningCode.NAME_INVALID, source.path().key(member.getKey()));
      }
    }
    return null;
  }
}
