package bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The committed run of the bench, its plot and benchmarks.md agree.
class ResultsTest {
  private static final MeasurementResult RESULT =
      new MeasurementResult(
          "path",
          List.of(
              new ResultTable("load", List.of("events", "CPU s"), List.of(List.of("1", "2.5")))),
          Map.of("path.1", 2.5));

  @Test
  void theDocumentShowsTheCommittedRun() throws Exception {
    String document = Files.readString(Results.DOCUMENT);

    boolean isThere = Files.exists(Results.COMMITTED);
    String shown = isThere ? Results.committed().in(document) : document;

    assertThat(document).isEqualTo(shown).contains("bench: made by").contains("bench: end");
  }

  @Test
  void thePlotIsOfTheCommittedRun() throws Exception {
    if (Files.exists(Results.COMMITTED)) {
      assertThat(Files.readString(Results.PLOT))
          .isEqualTo(ColdStartPlot.svg(Results.figures(Results.committed().findings())));
    }
  }

  @Test
  void findingsComeBackAsTheyWereWritten() throws Exception {
    String written = Results.JSON.writeValueAsString(RESULT);

    assertThat(Results.JSON.readValue(written, MeasurementResult.class)).isEqualTo(RESULT);
  }
}
