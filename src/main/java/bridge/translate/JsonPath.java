package bridge.translate;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in Segment's event, as `$.traits.optIn[0].timestamp`; a name that is no plain identifier
/// stands in brackets, as `$.traits['work phone']`.
///
/// @param within null for the event itself
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

  /// Put together only here: few places are ever told.
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
