package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.translate.Translation;
import bridge.translate.Translator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds where each value of Regal's request came from, by trial: the event is translated again
/// with one of its values changed at a time, and what is then different came from there. So it says
/// what the translator does, and knows none of its rules.
final class Origins {
  /// An event with more values, or longer than this, is not traced: it would take seconds.
  private static final int MAX_VALUES = 400;

  private static final int MAX_CHARS = 65_536;
  private static final JsonReader READER = new JsonReader(100);

  private final Translator translator;
  private final Instant arrival;
  private final Json event;
  private final Map<String, Json> base;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Map<String, List<String>> keys = new LinkedHashMap<>();
  private final Map<String, List<String>> needs = new LinkedHashMap<>();
  private final List<String> deciding = new ArrayList<>();

  /// What was found.
  ///
  /// @param origins one for each value of the request; none at all where the event is too large
  /// @param deciding paths in Segment's event where every other value that was tried would keep it
  ///   from being sent
  record Trace(List<Origin> origins, List<String> deciding) {
    private static final Trace NONE = new Trace(List.of(), List.of());

    Trace {
      origins = List.copyOf(origins);
      deciding = List.copyOf(deciding);
    }

    void put(JsonBuilder json) {
      json.put("origins", origins.stream().map(Origin::json).toList())
          .put("deciding", deciding.stream().<Json>map(Json.Text::new).toList());
    }
  }

  private Origins(Translator translator, Instant arrival, Json event, Json request) {
    this.translator = translator;
    this.arrival = arrival;
    this.event = event;
    this.base = JsonNodes.nodes(request);
  }

  static Trace of(String event, String request, Translator translator, Instant arrival) {
    try {
      Json sent = READER.read(event);
      Map<String, Json> leaves = JsonNodes.of(sent);
      if (event.length() > MAX_CHARS || leaves.size() > MAX_VALUES) {
        return Trace.NONE;
      }
      Origins origins = new Origins(translator, arrival, sent, READER.read(request));
      leaves.forEach(origins::tryOthers);
      return new Trace(origins.list(leaves), origins.deciding);
    } catch (JsonException _) {
      return Trace.NONE;
    }
  }

  /// Takes the first other value that changes the request.
  private void tryOthers(String path, Json value) {
    boolean isSentOtherwise = value instanceof Json.Null;
    for (Json other : ValueMutations.of(value)) {
      String text = JsonWriter.text(JsonNodes.with(event, path, other));
      if (translator.translate(text, arrival) instanceof Translation.Send send) {
        isSentOtherwise = true;
        if (compare(path, send.request().json())) {
          return;
        }
      }
    }
    if (!isSentOtherwise) {
      deciding.add(path);
    }
  }

  private boolean compare(String from, String request) {
    Map<String, Json> now;
    try {
      now = JsonNodes.nodes(READER.read(request));
    } catch (JsonException e) {
      throw new IllegalStateException("the translator wrote no JSON", e);
    }
    boolean isChanged = false;
    for (Map.Entry<String, Json> node : base.entrySet()) {
      String path = node.getKey();
      Json after = now.get(path);
      if (after == null && now.containsKey(NodePath.parent(path))) {
        boolean isRenamed = hasNewChild(NodePath.parent(path), now);
        add(isRenamed ? keys : needs, path, from);
        isChanged = true;
      } else if (after != null && isLeaf(node.getValue()) && !after.equals(node.getValue())) {
        add(values, path, from);
        isChanged = true;
      }
    }
    return isChanged;
  }

  private boolean hasNewChild(String parent, Map<String, Json> now) {
    return now.keySet().stream()
        .anyMatch(
            path ->
                !path.equals("$")
                    && !base.containsKey(path)
                    && NodePath.parent(path).equals(parent));
  }

  private List<Origin> list(Map<String, Json> leaves) {
    List<Origin> list = new ArrayList<>();
    base.forEach(
        (path, value) -> {
          Origin origin = origin(path, value, leaves);
          if (origin != null) {
            list.add(origin);
          }
        });
    return list;
  }

  /// Null for an object or array that only holds others.
  private @Nullable Origin origin(String path, Json value, Map<String, Json> leaves) {
    List<String> needed = needs.getOrDefault(path, List.of());
    String rule = RegalRules.of(path, base.containsKey("$.name"));
    if (values.containsKey(path)) {
      return new Origin(path, Origin.Kind.VALUE, values.get(path), needed, rule);
    }
    if (keys.containsKey(path)) {
      return new Origin(path, Origin.Kind.KEY, keys.get(path), needed, rule);
    }
    if (!needed.isEmpty()) {
      return new Origin(path, Origin.Kind.NEEDS, needed, List.of(), rule);
    }
    if (!isLeaf(value)) {
      return null;
    }
    if (path.equals("$.eventSource") || path.equals("$.name")) {
      String byType = path.equals("$.name") ? "M3" : rule;
      return new Origin(path, Origin.Kind.FIXED, List.of(), List.of(), byType);
    }
    for (String above = NodePath.parent(path); !above.equals("$"); above = NodePath.parent(above)) {
      if (keys.containsKey(above)) {
        return new Origin(path, Origin.Kind.FOLLOWS, keys.get(above), List.of(), rule);
      }
    }
    List<String> same =
        leaves.entrySet().stream()
            .filter(leaf -> isSame(leaf.getValue(), value))
            .map(Map.Entry::getKey)
            .toList();
    return same.size() > 1
        ? new Origin(path, Origin.Kind.SAME, same, List.of(), rule)
        : new Origin(path, Origin.Kind.UNKNOWN, List.of(), List.of(), rule);
  }

  private static boolean isSame(Json one, Json other) {
    return one.equals(other)
        || JsonWriter.text(one)
            .toLowerCase(Locale.ROOT)
            .equals(JsonWriter.text(other).toLowerCase(Locale.ROOT));
  }

  private static boolean isLeaf(Json value) {
    return !(value instanceof Json.Obj(Map<String, Json> members) && !members.isEmpty())
        && !(value instanceof Json.Arr(List<Json> elements) && !elements.isEmpty());
  }

  private static void add(Map<String, List<String>> links, String to, String from) {
    links.computeIfAbsent(to, _ -> new ArrayList<>()).add(from);
  }
}
