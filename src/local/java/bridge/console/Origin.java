package bridge.console;

import bridge.json.Json;
import java.util.List;

/// Where one value of Regal's request came from.
///
/// @param to its path in the request
/// @param from paths in Segment's event, empty where it is none of them
/// @param needs further paths without which it would not be there
/// @param rule the README's
record Origin(String to, Kind kind, List<String> from, List<String> needs, String rule) {
  Origin {
    from = List.copyOf(from);
    needs = List.copyOf(needs);
  }

  enum Kind {
    /// Another value there gives another value here.
    VALUE("value", "is made of"),
    /// Another value there gives another key here.
    KEY("key", "has its key from"),
    /// It stands or falls with what stands there.
    NEEDS("needs", "is there because of"),
    /// Nothing changes it alone; what it stands in has its key from there.
    FOLLOWS("follows", "was set by the rule, for"),
    /// The same for every event of this kind.
    FIXED("fixed", "is set by the rule, whatever the event says"),
    /// Several places give the same value, so that no one of them changes it.
    SAME("same", "is not unique; the same value is in"),
    UNKNOWN("unknown", "is not known");

    private final String code;
    private final String words;

    Kind(String code, String words) {
      this.code = code;
      this.words = words;
    }

    String code() {
      return code;
    }
  }

  Json json() {
    return new JsonBuilder()
        .put("to", to)
        .put("kind", kind.code)
        .put("words", kind.words)
        .put("from", places(from))
        .put("needs", places(needs))
        .put("rule", rule)
        .json();
  }

  private static List<Json> places(List<String> paths) {
    return paths.stream().<Json>map(path -> new JsonBuilder().put("path", path).json()).toList();
  }
}
