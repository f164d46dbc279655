package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.ForkedJvm;
import bridge.fake.PrintedMetrics;
import bridge.fake.SeededPersonalData;
import bridge.platform.SystemPlatform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What stands in CloudWatch: everything that the functions print, with the deployed log
/// configuration and the log level of the stack.
class DeployedLogsTest {
  private static String atTrace;
  private static String atError;

  @BeforeAll
  static void runAtBothEnds() throws Exception {
    List<String> outputs =
        new SystemPlatform()
            .runInParallel(List.of(() -> outputAt("TRACE"), () -> outputAt("ERROR")));
    atTrace = outputs.getFirst();
    atError = outputs.getLast();
  }

  @Test
  void noPersonalDataAndNoSecretIsPrintedEvenAtTrace() {
    assertThat(atTrace).contains("the run is over", "\"outcome\":\"delivered\"", "answered 423");
    assertThat(SeededPersonalData.findIn(atTrace)).isEmpty();
  }

  @Test
  void everyOutcomeOfDeliveryIsALineWithHashesForIds() {
    List<String> lines =
        atTrace.lines().filter(line -> line.contains("\"message\":\"dispatch\"")).toList();

    assertThat(lines)
        .allMatch(line -> line.contains("\"messageId\":\"message-"))
        .allMatch(line -> line.contains("\"group\":\"aaaaaa"))
        .allMatch(line -> line.contains("\"function_request_id\":\""))
        .allMatch(line -> line.contains("\"cold_start\":"))
        .allMatch(line -> line.contains("\"version\":\""));
    for (String outcome : List.of("delivered", "skipped", "dead_lettered", "retrying")) {
      assertThat(lines).anyMatch(line -> line.contains("\"outcome\":\"" + outcome + "\""));
    }
  }

  @Test
  void everyResponseOfTheWebhookIsALine() {
    for (String status : List.of("200", "400", "415", "423", "503")) {
      assertThat(atTrace.lines().filter(line -> line.contains("\"message\":\"ingest\"")))
          .anyMatch(line -> line.contains("\"status\":\"" + status + "\""));
    }
  }

  @Test
  void metricsAreTheSameAtEveryLogLevel() throws Exception {
    assertThat(atError).doesNotContain("\"level\":\"INFO\"", "\"level\":\"WARN\"");
    assertThat(metrics(atError)).isNotEmpty().isEqualTo(metrics(atTrace));
  }

  /// A busy machine may be too slow for a call of the table.
  private static Set<String> metrics(String output) throws Exception {
    Set<String> metrics = PrintedMetrics.metrics(output);
    metrics.removeIf(metric -> metric.contains(" StateUnavailable "));
    return metrics;
  }

  private static String outputAt(String level) throws Exception {
    return ForkedJvm.output(
        PersonalDataRun.class,
        Map.of("POWERTOOLS_LOG_LEVEL", level, "POWERTOOLS_SERVICE_NAME", "regal-bridge"));
  }
}
