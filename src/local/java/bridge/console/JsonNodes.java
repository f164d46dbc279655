package bridge.console;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The nodes of a JSON value by path, and copies of it with one of them replaced.
final class JsonNodes {
  private JsonNodes() {}

  /// Every value that holds no other, in document order.
  static Map<String, Json> of(Json value) {
    Map<String, Json> leaves = new LinkedHashMap<>();
    nodes(value)
        .forEach(
            (path, node) -> {
              if (!(node instanceof Json.Obj) && !(node instanceof Json.Arr)) {
                leaves.put(path, node);
              }
            });
    return leaves;
  }

  /// Every value, objects and arrays included, each before what it holds.
  static Map<String, Json> nodes(Json value) {
    Map<String, Json> nodes = new LinkedHashMap<>();
    walk(NodePath.ROOT, value, nodes);
    return nodes;
  }

  /// The same value with another one at that path.
  static Json with(Json value, String path, Json other) {
    return replace(NodePath.ROOT, value, path, other);
  }

  private static void walk(NodePath at, Json value, Map<String, Json> nodes) {
    nodes.put(at.path(), value);
    switch (value) {
      case Json.Obj(Map<String, Json> members) ->
          members.forEach((key, member) -> walk(at.key(key), member, nodes));
      case Json.Arr(List<Json> elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          walk(at.index(i), elements.get(i), nodes);
        }
      }
      default -> {}
    }
  }

  private static Json replace(NodePath at, Json value, String path, Json other) {
    if (at.path().equals(path)) {
      return other;
    }
    if (!path.startsWith(at.path())) {
      return value;
    }
    return switch (value) {
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Json> copy = new LinkedHashMap<>();
        members.forEach((key, member) -> copy.put(key, replace(at.key(key), member, path, other)));
        yield new Json.Obj(copy);
      }
      case Json.Arr(List<Json> elements) -> {
        List<Json> copy = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
          copy.add(replace(at.index(i), elements.get(i), path, other));
        }
        yield new Json.Arr(copy);
      }
      default -> value;
    };
  }
}
