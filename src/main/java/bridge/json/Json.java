package bridge.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One JSON value. Members keep their document order, and numbers keep their digits.
public sealed interface Json {

  /// An object, each key once.
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /// The member of exactly this name, or null where there is none.
    public @Nullable Json get(String name) {
      return members.get(name);
    }
  }

  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  /// A string with its escapes resolved. It may contain lone surrogates, as JSON may.
  record Text(String value) implements Json {}

  /// A number as it was written: `450.00` stays `450.00`.
  record Num(String lexeme) implements Json {
    /// Whether it is written as an integer: digits with an optional minus.
    public boolean isInteger() {
      for (int i = 0; i < lexeme.length(); i++) {
        char c = lexeme.charAt(i);
        if (c != '-' && (c < '0' || c > '9')) {
          return false;
        }
      }
      return true;
    }
  }

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}
}
