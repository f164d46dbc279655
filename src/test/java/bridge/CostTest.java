package bridge;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.template.Template;
import bridge.template.WatchedMetrics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The figures of cost.md follow from their own inputs.
class CostTest {
  /// A row of a table: what it is, its calculation, its dollars.
  private record Row(String part, String calculation, String dollars) {}

  @ParameterizedTest
  @ValueSource(
      strings = {"## Per million events", "## Per month", "## A day of an outage at Regal"})
  void everyRowAndTotalIsComputed(String heading) throws Exception {
    List<Row> rows = rows(heading);
    double total = 0;

    assertThat(rows).hasSizeGreaterThan(3);
    for (Row row : rows) {
      double dollars = row.part().equals("total") ? total : evaluate(row.calculation());
      assertThat(rounded(dollars)).as(row.part()).isEqualTo(row.dollars());
      total += dollars;
    }
    assertThat(rows.getLast().part()).isEqualTo("total");
  }

  @Test
  void everyKindOfEventIsComputed() throws Exception {
    for (Row row : rows("## DynamoDB by kind of event")) {
      assertThat(rounded(evaluate(row.calculation()))).as(row.part()).isEqualTo(row.dollars());
    }
  }

  /// The rows of each kind are those that StateTableCostTest counts, and a tenth of a claim.
  @Test
  void theRowsOfEachKindAreThoseOfTheStateTable() throws Exception {
    List<String> counted =
        Document.of("state.md")
            .section("## Reads and writes per event")
            .lines()
            .map(line -> line.split(" \\| ", -1))
            .filter(cells -> cells.length == 3 && cells[1].matches("[0-9]+"))
            .map(
                cells ->
                    "0.125 × %s + 0.625 × %s.1".formatted(cells[1], cells[2].replace(" |", "")))
            .toList();

    assertThat(rows("## DynamoDB by kind of event"))
        .extracting(Row::calculation)
        .isNotEmpty()
        .isEqualTo(counted);
  }

  /// CloudWatch charges an alarm for each of its metrics. Two alarms have a condition of their own.
  @Test
  void theAlarmsAreThoseOfTheTemplate() throws Exception {
    Template template = Template.read();
    List<Row> rows = rows("## Per month");
    long metrics =
        WatchedMetrics.ofAlarms(template).stream()
            .filter(metric -> !metric.startsWith("RegalBridge Accepted "))
            .count();

    assertThat(rows).extracting(Row::calculation).contains(metrics + " × 0.10");
    assertThat(template.resourcesOf("AWS::CloudWatch::CompositeAlarm")).hasSize(2);
  }

  private static List<Row> rows(String heading) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (String line : Document.of("cost.md").section(heading).lines().toList()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && cells[3].strip().matches("[0-9.]+")) {
        rows.add(new Row(cells[1].strip(), cells[2].strip(), cells[3].strip()));
      }
    }
    return rows;
  }

  private static String rounded(double dollars) {
    return BigDecimal.valueOf(dollars).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /// Sums of products and quotients, from left to right.
  private static double evaluate(String calculation) {
    double sum = 0;
    for (String term : calculation.split(" \\+ ", -1)) {
      Iterator<String> tokens = List.of(term.split(" ", -1)).iterator();
      double product = Double.parseDouble(tokens.next());
      while (tokens.hasNext()) {
        boolean isProduct = tokens.next().equals("×");
        double factor = Double.parseDouble(tokens.next());
        product = isProduct ? product * factor : product / factor;
      }
      sum += product;
    }
    return sum;
  }
}
