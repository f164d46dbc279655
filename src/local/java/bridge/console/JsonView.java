package bridge.console;

import bridge.json.Json;
import bridge.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value as the lines in which the page shows it, digits as they were written. Each line
/// knows its place, and whether its key or value is personal data.
final class JsonView {
  /// Shown at most; a value of many thousand lines is nothing to read.
  private static final int MAX_LINES = 3_000;

  private final List<Json> lines = new ArrayList<>();

  private JsonView() {}

  static List<Json> of(Json value) {
    JsonView jsonView = new JsonView();
    jsonView.value(NodePath.ROOT, null, value, true);
    return jsonView.lines;
  }

  private void value(NodePath at, @Nullable String key, Json value, boolean isLast) {
    if (lines.size() >= MAX_LINES) {
      if (lines.size() == MAX_LINES) {
        lines.add(new JsonBuilder().put("depth", 0).put("value", "…").put("type", "cut").json());
      }
      return;
    }
    switch (value) {
      case Json.Obj(Map<String, Json> members) when !members.isEmpty() -> {
        line(at, key, "{", "open", isLast);
        int left = members.size();
        for (Map.Entry<String, Json> member : members.entrySet()) {
          left--;
          value(at.key(member.getKey()), member.getKey(), member.getValue(), left == 0);
        }
        close(at, "}", isLast);
      }
      case Json.Arr(List<Json> elements) when !elements.isEmpty() -> {
        line(at, key, "[", "open", isLast);
        for (int i = 0; i < elements.size(); i++) {
          value(at.index(i), null, elements.get(i), i == elements.size() - 1);
        }
        close(at, "]", isLast);
      }
      default -> line(at, key, JsonWriter.text(value), type(value), isLast);
    }
  }

  private void line(NodePath at, @Nullable String key, String text, String type, boolean isLast) {
    boolean isPersonal = (type.equals("text") || type.equals("number")) && PersonalData.isValue(at);
    lines.add(
        new JsonBuilder()
            .put("depth", at.names().size())
            .put("path", at.path())
            .put("label", at.label())
            .put("key", key == null ? null : JsonWriter.text(new Json.Text(key)))
            .flag("personalKey", key != null && PersonalData.isKey(key))
            .put("value", text)
            .put("type", type)
            .flag("personal", isPersonal)
            .flag("comma", !isLast && !type.equals("open"))
            .json());
  }

  private void close(NodePath at, String bracket, boolean isLast) {
    lines.add(
        new JsonBuilder()
            .put("depth", at.names().size())
            .put("value", bracket)
            .put("type", "close")
            .flag("comma", !isLast)
            .json());
  }

  private static String type(Json value) {
    return switch (value) {
      case Json.Text _ -> "text";
      case Json.Num _ -> "number";
      case Json.Bool _ -> "bool";
      case Json.Null() -> "null";
      case Json.Obj _, Json.Arr _ -> "empty";
    };
  }
}
