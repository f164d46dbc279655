package bridge.bench;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one measurement found: tables to read, and figures by name for goals, plots and costs.
record MeasurementResult(String name, List<ResultTable> tables, Map<String, Double> figures) {
  MeasurementResult {
    tables = List.copyOf(tables);
    figures = Collections.unmodifiableMap(new TreeMap<>(figures));
  }

  Json json() {
    Map<String, Json> numbers = new LinkedHashMap<>();
    figures.forEach((key, value) -> numbers.put(key, new Json.Num(Double.toString(value))));
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("name", new Json.Text(name));
    members.put("tables", new Json.Arr(tables.stream().map(ResultTable::json).toList()));
    members.put("figures", new Json.Obj(numbers));
    return new Json.Obj(members);
  }

  static MeasurementResult of(Json json) {
    Json.Obj members = (Json.Obj) json;
    String name = members.get("name") instanceof Json.Text(String text) ? text : "";
    List<ResultTable> tables = new ArrayList<>();
    if (members.get("tables") instanceof Json.Arr(List<Json> elements)) {
      elements.forEach(element -> tables.add(ResultTable.of(element)));
    }
    Map<String, Double> figures = new TreeMap<>();
    if (members.get("figures") instanceof Json.Obj(Map<String, Json> numbers)) {
      numbers.forEach(
          (key, value) -> {
            if (value instanceof Json.Num(String lexeme)) {
              figures.put(key, Double.valueOf(lexeme));
            }
          });
    }
    return new MeasurementResult(name, tables, figures);
  }
}
