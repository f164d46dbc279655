package bridge.console;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// The nodes of a JSON value by path, and copies of it with one of them replaced.
final class JsonNodes {
  private JsonNodes() {}

  /// Every value that holds no other, in document order.
  static Map<String, Json> of(Json value) {
    Map<String, Json> leaves = nodes(value);
    leaves.values().removeIf(node -> node instanceof Json.Obj || node instanceof Json.Arr);
    return leaves;
  }

  /// Every value, objects and arrays included, each before what it holds.
  static Map<String, Json> nodes(Json value) {
    Map<String, Json> nodes = new LinkedHashMap<>();
    copy(
        NodePath.ROOT,
        value,
        (path, node) -> {
          nodes.put(path, node);
          return node;
        });
    return nodes;
  }

  /// The same value with another one at that path.
  static Json with(Json value, String path, Json other) {
    return copy(NodePath.ROOT, value, (at, node) -> at.equals(path) ? other : node);
  }

  /// @param visit takes a path and the node there, and returns the node of the copy
  private static Json copy(NodePath at, Json value, BiFunction<String, Json, Json> visit) {
    Json visited = visit.apply(at.path(), value);
    return switch (visited) {
      case Json.Obj(Map<String, Json> members) -> {
        Map<String, Json> copy = new LinkedHashMap<>();
        members.forEach((key, member) -> copy.put(key, copy(at.key(key), member, visit)));
        yield new Json.Obj(copy);
      }
      case Json.Arr(List<Json> elements) -> {
        List<Json> copy = new ArrayList<>();
        for (Json element : elements) {
          copy.add(copy(at.index(copy.size()), element, visit));
        }
        yield new Json.Arr(copy);
      }
      default -> visited;
    };
  }
}
