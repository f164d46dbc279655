package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.ForkedJvm;
import bridge.fake.PrintedMetrics;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Publishing ingest's version runs every hook, by Lambda's own runtime client: one that throws an
/// error fails the deployment.
@Execution(ExecutionMode.CONCURRENT)
class SnapStartTest {
  private static String output;

  @BeforeAll
  static void publishAndRestore() throws Exception {
    output =
        ForkedJvm.output(
            SnapStartRun.class,
            Map.of("POWERTOOLS_LOG_LEVEL", "INFO", "POWERTOOLS_SERVICE_NAME", "regal-bridge"),
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
  }

  @Test
  void everyFunctionIsPrimed() {
    assertThat(output.lines().filter(line -> line.contains("\"message\":\"primed\"")))
        .hasSize(2)
        .allMatch(line -> line.contains("\"status\":\"200\""));
    assertThat(output).doesNotContain("\"message\":\"priming\"");
  }

  /// Secrets and keys come from there alone, so none can be in the snapshot.
  @Test
  void awsIsAskedForNothingBeforeTheSnapshot() {
    assertThat(output).contains("asked before the snapshot: []");
  }

  @Test
  void theFirstRequestGetsAResponseAndCountsAsAColdStart() {
    assertThat(output).contains("answer: 200 {\"accepted\":1,\"deadLettered\":0}");
    assertThat(output.lines().filter(line -> line.contains("\"message\":\"ingest\"")))
        .singleElement()
        .asString()
        .contains("\"cold_start\":true");
  }

  @Test
  void noTimeOfTheSnapshotReachesAMetric() throws Exception {
    Matcher restored = Pattern.compile("restored at (\\d+)").matcher(output);
    assertThat(restored.find()).isTrue();
    List<Long> later = PrintedMetrics.times(output.substring(restored.end()));

    assertThat(later).isNotEmpty().allMatch(time -> time >= Long.parseLong(restored.group(1)));
  }
}
