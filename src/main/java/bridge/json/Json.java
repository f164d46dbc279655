package bridge.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One JSON value. Members keep their document order, numbers the digits they were written with.
public sealed interface Json {

  /// An object; a key stands in it once.
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Members.copyOf(members);
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

  /// Text, escapes resolved; it may hold lone surrogates, as JSON may.
  record Text(String value) implements Json {}

  /// A number as it was written: `450.00` stays `450.00`.
  record Num(String lexeme) implements Json {
    /// Whether it is written as an integer: digits, perhaps with a minus before them.
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
