package bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The committed run of the bench, its plot and its documents agree.
class ResultsTest {
  private static final MeasurementResult RESULT =
      new MeasurementResult(
          "path",
          List.of(
              new ResultTable("load", List.of("events", "CPU s"), List.of(List.of("1", "2.5")))),
          Map.of("path.1", 2.5));

  @Test
  void theDocumentsShowTheCommittedRun() throws Exception {
    for (Path document : List.of(Results.GOALS, Results.TABLES)) {
      assertThat(Files.readString(document)).isEqualTo(Results.committed().shownIn(document));
    }
  }

  @Test
  void thePlotIsOfTheCommittedRun() throws Exception {
    assertThat(Files.readString(Results.PLOT))
        .isEqualTo(ColdStartPlot.svg(Results.figures(Results.committed().findings())));
  }

  @Test
  void findingsComeBackAsTheyWereWritten() throws Exception {
    String written = Results.JSON.writeValueAsString(RESULT);

    assertThat(Results.JSON.readValue(written, MeasurementResult.class)).isEqualTo(RESULT);
  }
}
