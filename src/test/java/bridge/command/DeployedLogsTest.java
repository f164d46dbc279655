package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.ForkedJvm;
import bridge.fake.PrintedMetrics;
import bridge.fake.SeededPersonalData;
import bridge.telemetry.Metric;
import bridge.template.Template;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What stands in CloudWatch: everything that the functions print, with the deployed log
/// configuration, at the log level that prints the most.
@Execution(ExecutionMode.CONCURRENT)
class DeployedLogsTest {
  private static String atTrace;

  @BeforeAll
  static void runAtTrace() throws Exception {
    atTrace =
        ForkedJvm.output(
            PersonalDataRun.class,
            Map.of("POWERTOOLS_LOG_LEVEL", "TRACE", "POWERTOOLS_SERVICE_NAME", "regal-bridge"));
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
  void theDashboardListsEventsByTheOutcomesThatAreLogged() {
    Matcher outcomes =
        Pattern.compile("filter outcome in \\['(\\w+)', '(\\w+)'\\]")
            .matcher(Template.read().dashboard().text("widgets"));

    assertThat(outcomes.find()).isTrue();
    assertThat(atTrace)
        .contains("\"outcome\":\"" + outcomes.group(1) + "\"")
        .contains("\"outcome\":\"" + outcomes.group(2) + "\"");
  }

  /// Alarms need them at every level; the level that prints the least is EmittedMetricsTest's.
  @Test
  void metricsArePrintedBesideTheLines() throws Exception {
    for (Metric metric : List.of(Metric.ACCEPTED, Metric.DELIVERED, Metric.DELIVERY_LATENCY)) {
      assertThat(PrintedMetrics.metrics(atTrace))
          .anyMatch(printed -> printed.contains(" " + metric.metricName() + " "));
    }
  }
}
