package bridge.translate;

import java.util.regex.Pattern;

/// A place in Segment's event, as `$.traits.optIn[0].timestamp`; a name that is no plain identifier
/// stands in brackets, as `$.traits['work phone']`.
record At(String path) {
  static final At EVENT = new At("$");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  At key(String name) {
    if (PLAIN.matcher(name).matches()) {
      return new At(path + "." + name);
    }
    String quoted = name.replace("\\", "\\\\").replace("'", "\\'");
    return new At(path + "['" + quoted + "']");
  }

  At index(int index) {
    return new At(path + "[" + index + "]");
  }
}
