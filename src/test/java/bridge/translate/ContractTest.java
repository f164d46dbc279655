package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.JsonWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract M0 to M31 as tables: contract.jsonl by rule, consent.jsonl for M16 alone,
/// payloads.jsonl as senders really write, regal-shapes.jsonl for each body that Regal documents.
class ContractTest {
  static List<Case> contract() throws Exception {
    return Case.read("contract.jsonl");
  }

  static List<Case> consent() throws Exception {
    return Case.read("consent.jsonl");
  }

  static List<Case> payloads() throws Exception {
    return Case.read("payloads.jsonl");
  }

  static List<Case> shapes() throws Exception {
    return Case.read("regal-shapes.jsonl");
  }

  static List<Case> rows() throws Exception {
    return Case.read("rows.jsonl");
  }

  @ParameterizedTest
  @MethodSource({"contract", "consent", "payloads", "shapes", "rows"})
  void becomesWhatTheRuleSays(Case row) throws Exception {
    assertThat(JsonWriter.text(Case.outcome(row.translate())))
        .satisfies(
            text ->
                assertThat(Case.outcome(row.translate()))
                    .as("%s: got %s", row, text)
                    .isEqualTo(row.expected()));
  }

  @Test
  void everyRuleHasARow() throws Exception {
    List<String> rows =
        Stream.concat(contract().stream(), rows().stream()).map(Case::toString).toList();
    // M29 is about sizes and stands in TranslatorTest.
    List<String> missing =
        IntStream.rangeClosed(0, 33)
            .filter(rule -> rule != 29)
            .mapToObj(rule -> "M" + rule + " ")
            .filter(rule -> rows.stream().noneMatch(row -> row.startsWith(rule)))
            .collect(Collectors.toList());

    assertThat(missing).isEmpty();
  }

  @Test
  void overAHundredPayloadsAreTried() throws Exception {
    assertThat(payloads()).hasSizeGreaterThanOrEqualTo(100);
  }
}
