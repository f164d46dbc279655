package bridge.translate;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The removal of nulls (M12). Null members and elements are dropped at any depth, and so is an
/// object or array that becomes empty by it. One that was sent empty stays.
final class NullRemoval {
  private NullRemoval() {}

  /// The value without its nulls, or null if nothing is left.
  static @Nullable Json removeNulls(Json value) {
    return switch (value) {
      case Json.Null() -> null;
      case Json.Obj object when hasNull(object) -> removeNulls(object);
      case Json.Arr array when hasNull(array) -> removeNulls(array);
      case Json.Obj _, Json.Arr _, Json.Text _, Json.Num _, Json.Bool _ -> value;
    };
  }

  private static boolean hasNull(Json value) {
    return switch (value) {
      case Json.Null() -> true;
      case Json.Obj object -> object.members().values().stream().anyMatch(NullRemoval::hasNull);
      case Json.Arr array -> array.elements().stream().anyMatch(NullRemoval::hasNull);
      case Json.Text _, Json.Num _, Json.Bool _ -> false;
    };
  }

  private static @Nullable Json removeNulls(Json.Obj object) {
    Map<String, Json> kept = new LinkedHashMap<>();
    object.members().forEach((key, value) -> put(kept, key, removeNulls(value)));
    return kept.isEmpty() && !object.members().isEmpty() ? null : new Json.Obj(kept);
  }

  private static @Nullable Json removeNulls(Json.Arr array) {
    List<Json> kept = new ArrayList<>();
    for (Json element : array.elements()) {
      Json left = removeNulls(element);
      if (left != null) {
        kept.add(left);
      }
    }
    return kept.isEmpty() && !array.elements().isEmpty() ? null : new Json.Arr(kept);
  }

  /// Puts the value unless it is null.
  static void put(Map<String, Json> members, String key, @Nullable Json value) {
    if (value != null) {
      members.put(key, value);
    }
  }
}
