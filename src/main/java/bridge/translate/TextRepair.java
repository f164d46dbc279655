package bridge.translate;

import bridge.json.Json;
import bridge.segment.CleanText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The repair of every key and text of an event before it is read (M32). The first repaired place
/// is a warning. Of keys that become equal the first stays.
final class TextRepair {
  private final Warnings warnings;
  private boolean isReported;

  private TextRepair(Warnings warnings) {
    this.warnings = warnings;
  }

  static Json.Obj repair(Json.Obj event, Warnings warnings) {
    return new TextRepair(warnings).repair(event, JsonPath.EVENT);
  }

  private Json repair(Json value, JsonPath path) {
    return switch (value) {
      case Json.Text text -> new Json.Text(repair(text.value(), path));
      case Json.Obj object -> repair(object, path);
      case Json.Arr(List<Json> elements) -> {
        List<Json> repaired = new ArrayList<>(elements.size());
        for (Json element : elements) {
          repaired.add(repair(element, path.index(repaired.size())));
        }
        yield new Json.Arr(repaired);
      }
      case Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private Json.Obj repair(Json.Obj object, JsonPath path) {
    Map<String, Json> repaired = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (key, value) -> {
              String name = CleanText.of(key);
              JsonPath here = path.key(name);
              report(key, name, here);
              if (repaired.containsKey(name)) {
                warnings.add(WarningCode.KEY_REPAIRED_TWICE, here);
              } else {
                repaired.put(name, repair(value, here));
              }
            });
    return new Json.Obj(repaired);
  }

  private String repair(String text, JsonPath path) {
    String repaired = CleanText.of(text);
    report(text, repaired, path);
    return repaired;
  }

  private void report(String text, String repaired, JsonPath path) {
    if (!isReported && !text.equals(repaired)) {
      warnings.add(WarningCode.TEXT_REPAIRED, path);
      isReported = true;
    }
  }
}
