package bridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table of a measurement, for people. The first column names the rows.
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

  /// @param columns with ` | ` between them
  static ResultTable of(String title, String columns, List<List<String>> rows) {
    return new ResultTable(title, List.of(columns.split(" \\| ")), rows);
  }

  /// The cells of a row: a fraction has at most two digits after its point.
  static List<String> row(Object... cells) {
    return Stream.of(cells).map(ResultTable::cell).toList();
  }

  /// In Markdown with aligned columns, for a terminal and for benchmarks.md.
  String markdown() {
    List<String> marks = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      String dashes = "-".repeat(width(column));
      marks.add(column == 0 ? dashes : dashes.substring(1) + ":");
    }
    StringBuilder text = new StringBuilder("**" + title + "**\n\n");
    line(text, columns);
    line(text, marks);
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static String cell(Object value) {
    return switch (value) {
      case Double number when Math.abs(number) < 9.995 -> format("%.2f", number);
      case Double number when Math.abs(number) < 99.95 -> format("%.1f", number);
      case Double number -> format("%,.0f", number);
      case Integer number -> format("%,d", number);
      default -> value.toString();
    };
  }

  private static String format(String pattern, Number number) {
    return String.format(Locale.ROOT, pattern, number);
  }

  private void line(StringBuilder text, List<String> cells) {
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(width(column) - cell.length());
      text.append("| ").append(column == 0 ? cell + blanks : blanks + cell).append(' ');
    }
    text.append("|\n");
  }

  private int width(int column) {
    return IntStream.concat(
            IntStream.of(columns.get(column).length(), 3),
            rows.stream().mapToInt(row -> row.get(column).length()))
        .max()
        .orElseThrow();
  }
}
