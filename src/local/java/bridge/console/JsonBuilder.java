package bridge.console;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a JSON object while it is put together. Null values are left out.
public final class JsonBuilder {
  private final Map<String, Json> members = new LinkedHashMap<>();

  public JsonBuilder put(String name, @Nullable Json value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  public JsonBuilder put(String name, @Nullable String text) {
    return put(name, text == null ? null : new Json.Text(text));
  }

  public JsonBuilder put(String name, long number) {
    return put(name, new Json.Num(Long.toString(number)));
  }

  public JsonBuilder put(String name, boolean value) {
    return put(name, new Json.Bool(value));
  }

  /// The member where it is true, else nothing.
  public JsonBuilder flag(String name, boolean value) {
    return value ? put(name, true) : this;
  }

  public JsonBuilder put(String name, List<? extends Json> elements) {
    return put(name, new Json.Arr(List.copyOf(elements)));
  }

  public Json.Obj json() {
    return new Json.Obj(members);
  }
}
