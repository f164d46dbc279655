package bridge.bench;

import bridge.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a reader gets to see of a measurement. The first column names the rows.
record ResultTable(String title, List<String> columns, List<List<String>> rows) {
  ResultTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(title + ": a row of " + row.size() + " cells");
      }
    }
  }

  /// With its columns under each other, for a terminal.
  String text() {
    StringBuilder text = new StringBuilder(title).append('\n');
    line(text, columns);
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  String markdown() {
    StringBuilder text = new StringBuilder("**").append(title).append("**\n\n");
    text.append("| ").append(String.join(" | ", columns)).append(" |\n|---|");
    text.append("---:|".repeat(columns.size() - 1)).append('\n');
    rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
    return text.toString();
  }

  Json json() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("title", new Json.Text(title));
    members.put("columns", texts(columns));
    members.put("rows", new Json.Arr(rows.stream().map(ResultTable::texts).toList()));
    return new Json.Obj(members);
  }

  static ResultTable of(Json json) {
    Json.Obj table = (Json.Obj) json;
    List<List<String>> rows = new ArrayList<>();
    if (table.get("rows") instanceof Json.Arr(List<Json> elements)) {
      elements.forEach(row -> rows.add(strings(row)));
    }
    List<String> columns =
        table.get("columns") instanceof Json.Arr names ? strings(names) : List.of();
    String title = table.get("title") instanceof Json.Text(String text) ? text : "";
    return new ResultTable(title, columns, rows);
  }

  private void line(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String blanks = " ".repeat(width(i) - cell.length());
      text.append("  ").append(i == 0 ? cell + blanks : blanks + cell);
    }
    text.append('\n');
  }

  private int width(int column) {
    int width = columns.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }

  private static Json texts(List<String> strings) {
    return new Json.Arr(strings.stream().map(s -> (Json) new Json.Text(s)).toList());
  }

  private static List<String> strings(Json array) {
    List<String> strings = new ArrayList<>();
    if (array instanceof Json.Arr(List<Json> elements)) {
      elements.forEach(e -> strings.add(e instanceof Json.Text(String text) ? text : ""));
    }
    return strings;
  }
}
