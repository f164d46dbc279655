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

  private static final int MAX_CHARS = 200;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  JsonPath key(String key) {
    return new JsonPath(this, key, 0);
  }

  JsonPath index(int element) {
    return new JsonPath(this, null, element);
  }

  /// The path as text, cut to 200 characters. It is built here and not kept, because few paths are
  /// ever reported.
  String path() {
    String whole = whole();
    return whole.length() <= MAX_CHARS ? whole : whole.substring(0, MAX_CHARS);
  }

  private String whole() {
    if (within == null) {
      return "$";
    }
    if (name == null) {
      return within.whole() + "[" + index + "]";
    }
    if (PLAIN.matcher(name).matches()) {
      return within.whole() + "." + name;
    }
    return within.whole() + "['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }
}
