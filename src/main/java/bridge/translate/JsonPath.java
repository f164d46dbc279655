package bridge.translate;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The path of a value in Segment's event, for example `$.traits.optIn[0].timestamp`. A name that
/// is not a plain identifier is written in brackets, as in `$.traits['work phone']`.
///
/// @param within the parent, null for the event itself
/// @param name of the member, null for an element
/// @param index of the element
record JsonPath(@Nullable JsonPath within, @Nullable String name, int index) {
  static final JsonPath EVENT = new JsonPath(null, null, 0);

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  JsonPath key(String key) {
    return new JsonPath(this, key, 0);
  }

  JsonPath index(int element) {
    return new JsonPath(this, null, element);
  }

  /// The path as text. It is built here and not kept, because few paths are ever reported.
  String path() {
    if (within == null) {
      return "$";
    }
    if (name == null) {
      return within.path() + "[" + index + "]";
    }
    if (PLAIN.matcher(name).matches()) {
      return within.path() + "." + name;
    }
    return within.path() + "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }
}
