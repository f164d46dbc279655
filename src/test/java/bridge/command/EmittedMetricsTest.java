package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.LocalSecrets;
import bridge.emulator.RegalEmulator;
import bridge.emulator.RegalScript;
import bridge.fake.PrintedMetrics;
import bridge.fake.SeededPersonalData;
import bridge.logging.PowertoolsLogLevels;
import bridge.template.Template;
import bridge.template.WatchedMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/// Alarms and dashboard look at metrics that the deployed functions really print, at the log level
/// that prints the least. CloudWatch knows a metric by namespace, name and the exact set of
/// dimensions: with one of them off, an alarm never rings and a chart stays empty.
class EmittedMetricsTest {
  private static final Map<String, String> TOKEN = Map.of("x-bridge-token", "the-bridge-token");

  private static final Template TEMPLATE = Template.read();

  private static String output;
  private static Set<String> emitted;

  @BeforeAll
  static void driveEveryMetric() throws Exception {
    Map<String, String> names = new HashMap<>(Map.of("STACK_NAME", "test"));
    String service = "POWERTOOLS_SERVICE_NAME";
    names.put(service, TEMPLATE.text("Globals/Function/Environment/Variables/" + service));
    PowertoolsLogLevels levels = new PowertoolsLogLevels();
    levels.setLogLevel(Level.ERROR);
    try (FunctionsFixture functionsFixture =
        new FunctionsFixture("the-shared-secret", "the-bridge-token", names)) {
      output =
          PrintedMetrics.output(
              () -> {
                postWebhooks(functionsFixture);
                deliverEvents(functionsFixture);
                useStateTable(functionsFixture);
                openBreakers(functionsFixture);
                closeTable(functionsFixture);
              });
      emitted = PrintedMetrics.metrics(output);
    } finally {
      levels.setLogLevel(Level.TRACE); // what the other tests log is to be searched
    }
  }

  @Test
  void everyAlarmAndEveryChartHasAMetricThatIsPrinted() {
    List<String> watched = new ArrayList<>(WatchedMetrics.ofDashboard(TEMPLATE));
    watched.addAll(WatchedMetrics.ofAlarms(TEMPLATE));
    Set<String> printed = new HashSet<>(emitted);
    emitted.forEach(metric -> printed.add(metric.replaceFirst("Reason=\\w+", "Reason=*")));
    WatchedMetrics.ofFilters(TEMPLATE)
        .keySet()
        .forEach(metric -> printed.add(metric.replace("${AWS::StackName}", "test")));

    assertThat(watched)
        .filteredOn(metric -> !metric.startsWith("AWS/"))
        .extracting(
            metric ->
                metric
                    .replace("${AWS::StackName}", "test")
                    .replace("${EventsQueue.QueueName}", LocalBridge.EVENTS))
        .isNotEmpty()
        .isSubsetOf(printed);
  }

  @Test
  void atErrorNoOtherLineIsPrinted() {
    assertThat(output).doesNotContain("\"level\":\"INFO\"", "\"level\":\"WARN\"");
  }

  private static void postWebhooks(FunctionsFixture functionsFixture) throws Exception {
    String many = "[" + "{},".repeat(4_000) + "{}]";

    functionsFixture.post(
        track("ann"), TOKEN); // loads classes, perhaps for longer than its deadline
    assertThat(functionsFixture.post(track("ann"), TOKEN)).startsWith("200");
    assertThat(functionsFixture.post("no json", TOKEN)).startsWith("400");
    assertThat(functionsFixture.post(many, TOKEN)).startsWith("413");
    assertThat(functionsFixture.post("{}", Map.of("content-encoding", "gzip"))).startsWith("415");
    assertThat(functionsFixture.post("{}", Map.of("x-bridge-token", "wrong"))).startsWith("423");
    assertThat(functionsFixture.post("{}", Map.of())).startsWith("423");
  }

  private static void deliverEvents(FunctionsFixture functionsFixture) throws Exception {
    functionsFixture.regal.script(RegalScript.read("[{\"status\":500,\"person\":\"bob\"}]"));
    String badPhone =
        "{\"type\":\"identify\",\"userId\":\"cy\",\"traits\":{\"phone\":\"1\",\"email\":\"c@x.org\","
            + "\"optIn\":{\"channel\":\"sms\",\"subscribed\":false}}}";

    functionsFixture.dispatch(
        List.of("ann", "bob", "cy", "dan", "eve"),
        List.of(
            track("ann"),
            track("bob"),
            badPhone,
            "{\"type\":\"group\",\"userId\":\"dan\"}",
            "{\"type\":\"delete\",\"userId\":\"eve\"}"));
  }

  private static void useStateTable(FunctionsFixture functionsFixture) throws Exception {
    String visitor = "\"anonymousId\":\"v\",\"event\":\"Seen\",\"type\":\"track\"";
    String optIn =
        "{\"type\":\"identify\",\"userId\":\"fay\",\"traits\":{\"phone\":\"+12125550123\",\"optIn\":"
            + "{\"channel\":\"sms\",\"subscribed\":%s,\"timestamp\":\"2026-01-0%dT00:00:00Z\"}}}";

    functionsFixture.dispatch(
        List.of("v", "v", "ann", "fay", "fay"),
        List.of(
            "{\"userId\":\"eve\"," + visitor + "}",
            "{" + visitor + "}",
            track("ann"),
            optIn.formatted(true, 2),
            optIn.formatted(false, 1)));
  }

  /// What opens the breaker, each cause in an environment of its own and with the last event of its
  /// batch, so that none is left to wait.
  private static void openBreakers(FunctionsFixture functionsFixture) throws Exception {
    List<String> people = IntStream.range(0, 20).mapToObj(i -> "person-" + i).toList();
    deliverAll(functionsFixture, 503, people.subList(0, 5));
    deliverAll(functionsFixture, 404, people.subList(0, 2));
    functionsFixture.restartDispatch();
    functionsFixture.regal.script(RegalScript.read("[{\"status\":400,\"times\":20}]"));
    dispatch(functionsFixture, people.subList(0, 10));
    dispatch(functionsFixture, people.subList(10, 20));
    functionsFixture.secrets.put(LocalSecrets.REGAL_KEY, "REPLACE_ME");
    deliverAll(functionsFixture, 200, people.subList(0, 1));
  }

  /// Last, since each new environment finds out about it by waiting.
  private static void closeTable(FunctionsFixture functionsFixture) throws Exception {
    functionsFixture.secrets.put(LocalSecrets.REGAL_KEY, RegalEmulator.KEY);
    functionsFixture.restartDispatch();
    functionsFixture.closeTable();
    functionsFixture.dispatch(List.of("ann"), List.of(track("ann")));
  }

  private static void deliverAll(FunctionsFixture functionsFixture, int status, List<String> people)
      throws Exception {
    functionsFixture.restartDispatch();
    functionsFixture.regal.script(RegalScript.read("[{\"status\":" + status + ",\"times\":100}]"));
    dispatch(functionsFixture, people);
  }

  private static void dispatch(FunctionsFixture functionsFixture, List<String> people)
      throws Exception {
    functionsFixture.dispatch(people, people.stream().map(EmittedMetricsTest::track).toList());
  }

  private static String track(String person) {
    return SeededPersonalData.event("track").replace(SeededPersonalData.USER_ID, person);
  }
}
