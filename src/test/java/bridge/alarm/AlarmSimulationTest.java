package bridge.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import bridge.template.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Days of a stack, and what its two alarms send. A day has 36 hours; from hour 6 to hour 18 it is
/// bad.
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlarmSimulationTest {
  private static final int HOUR = 60;
  private static final int BAD = 6 * HOUR;
  private static final int GOOD_AGAIN = 18 * HOUR;
  private static final int DAY = 36 * HOUR;
  private static final String LOST = "EventsMayBeLostAlarm";
  private static final String LATE = "DeliveryIsLateAlarm";
  private static final Template TEMPLATE = Template.read();
  private static final Map<String, Integer> PARAMETERS = Map.of("ExpectedQuietHours", 3);

  /// What happens in a minute of the bad hours, before the minute's own events.
  private interface Trouble {
    void happen(SimulatedStack stack, boolean isBad, int minute);
  }

  /// A day.
  ///
  /// @param every how many minutes pass between two events, negative for so many in a minute
  /// @param lost after how many minutes at most EventsMayBeLostAlarm is sent, 0 for never
  /// @param late the same of DeliveryIsLateAlarm
  private record Day(String name, int every, int lost, int late, Trouble trouble) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Day> days() {
    return List.of(
        new Day("healthy", -10, 0, 0, AlarmSimulationTest::strangers),
        new Day("low traffic", 47, 0, 0, AlarmSimulationTest::strangers),
        new Day("regal is down", 3, 0, 20, respond(new Delivery.Unavailable("http_503"))),
        new Day("regal is down for few", 20, 0, 60, respond(new Delivery.Unavailable("http_503"))),
        new Day("regal is slow", -40, 0, 75, (stack, isBad, _) -> stack.setSlow(isBad)),
        new Day(
            "key is revoked",
            4,
            0,
            10,
            (stack, isBad, _) -> stack.key.setValue(isBad ? "REPLACE_ME" : "key1")),
        new Day("endpoint is wrong", 4, 0, 15, respond(new Delivery.Misdirected(404))),
        new Day("contract changed", 2, 5, 60, respond(new Delivery.Refused(400, ""))),
        new Day(
            "delivery is stopped", 20, 0, 60, (stack, isBad, _) -> stack.isDeliveryStopped = isBad),
        new Day("table is down", 10, 0, 30, AlarmSimulationTest::tableIsDown),
        new Day("token is old", 10, 30, 0, answer(423)),
        new Day("batch is too large", 20, 25, 0, answer(413)),
        new Day("url is wrong", -10, 10, 0, answer(404)),
        new Day("limit is too low", 5, 15, 0, answer(429)),
        new Day("ingest fails", 5, 15, 0, answer(503)),
        new Day("segment is silent", -1, 185, 0, answer(0)),
        new Day("one person is stuck", -10, 300, 0, AlarmSimulationTest::onePersonIsStuck));
  }

  @ParameterizedTest
  @MethodSource("days")
  void aDaySendsTheRightAlarmInTimeAndOnce(Day day) throws Exception {
    MetricHistory history = live(day);
    List<Integer> lost = changes(LOST, history, day);
    List<Integer> late = changes(LATE, history, day);

    System.out.println(
        "%-24s lost %-14s late %s".formatted(day, inBadHours(lost), inBadHours(late)));
    assertSent(lost, day.lost);
    assertSent(late, day.late);
  }

  private static void assertSent(List<Integer> changes, int within) {
    if (within == 0) {
      assertThat(changes).isEmpty();
    } else {
      assertThat(changes).hasSize(2);
      assertThat(changes.getFirst()).isBetween(BAD, BAD + within);
    }
  }

  private static MetricHistory live(Day day) throws InterruptedException {
    SimulatedStack stack = new SimulatedStack(TEMPLATE);
    int people = 0;
    for (int minute = 0; minute < DAY; minute = stack.minute()) {
      boolean isBad = minute >= BAD && minute < GOOD_AGAIN;
      stack.status = 200;
      day.trouble.happen(stack, isBad, minute);
      int now = day.every < 0 ? -day.every : minute % day.every == 0 ? 1 : 0;
      for (int i = 0; i < now; i++) {
        stack.post("person-" + people++ % 500);
      }
      stack.endMinute();
    }
    return stack.history;
  }

  /// The minutes in which one of the two alarms changes its state. None of its parts flaps.
  private static List<Integer> changes(String composite, MetricHistory history, Day day) {
    boolean[] states = new boolean[DAY];
    for (String part : MetricAlarm.parts(rule(composite))) {
      if (!part.equals("SilenceAlarm") || day.name().contains("silent")) {
        boolean[] own = MetricAlarm.read(TEMPLATE, part, PARAMETERS).states(history, DAY);
        assertThat(changes(own)).as(part).hasSizeLessThanOrEqualTo(2);
        for (int minute = 0; minute < DAY; minute++) {
          states[minute] |= own[minute];
        }
      }
    }
    return changes(states);
  }

  private static List<Integer> changes(boolean[] states) {
    return IntStream.range(4 * HOUR, DAY)
        .filter(minute -> states[minute] != states[minute - 1])
        .boxed()
        .toList();
  }

  private static List<Integer> inBadHours(List<Integer> minutes) {
    return minutes.stream().map(minute -> minute - BAD).toList();
  }

  /// The rule of a composite alarm with all its conditional parts.
  private static String rule(String composite) {
    String path = "Resources/" + composite + "/Properties/AlarmRule/Fn::Sub";
    return TEMPLATE.find(path + "/0") == null
        ? TEMPLATE.text(path)
        : TEMPLATE.text(path + "/0").replace("${Silence}", " OR ALARM(\"${SilenceAlarm}\")");
  }

  private static Trouble respond(Delivery delivery) {
    return (stack, isBad, _) ->
        stack.regal.respondWith(isBad ? delivery : new Delivery.Accepted(200));
  }

  /// The webhook's answer; 0 is no request at all.
  private static Trouble answer(int status) {
    return (stack, isBad, _) -> stack.status = isBad ? status : 200;
  }

  /// Scanners, one failed request, a request without any proof.
  private static void strangers(SimulatedStack stack, boolean isBad, int minute) {
    if (minute % 97 < 3) {
      stack.request("GET", 404);
      stack.request("POST", 404);
      stack.count(Metric.UNSIGNED, 1);
    }
    if (minute == BAD) {
      stack.request("POST", isBad ? 503 : 200);
    }
  }

  private static void tableIsDown(SimulatedStack stack, boolean isBad, int minute) {
    if (isBad && minute % 10 == 0) {
      stack.count(Metric.STATE_UNAVAILABLE, 3);
    }
  }

  /// Regal cannot digest one person's event.
  private static void onePersonIsStuck(SimulatedStack stack, boolean isBad, int minute) {
    stack.regal.respondWith(
        (body, _) -> body.equals("stuck") ? new Delivery.Suspect(403) : new Delivery.Accepted(200));
    if (isBad && minute == BAD) {
      stack.post("stuck");
    }
  }

  @Test
  void missingDataCountsAsInTheTablesOfAws() {
    String three = "0-X-X=OK ----0=OK -----=OK 0XX-X=ALARM --X--=OK";
    String two = "0-X-X=ALARM 00X0X=ALARM 0-X--=OK ----0=OK ---X-=OK";

    assertStates(3, false, three);
    assertStates(2, false, two);
    assertStates(3, true, "0-X-X=OK ----0=OK -----=ALARM 0XX-X=ALARM --X--=ALARM");
    assertStates(2, true, "0-X-X=ALARM 00X0X=ALARM 0-X--=ALARM ----0=ALARM ---X-=ALARM");
  }

  /// Data points of five periods, the oldest first, and the state of an alarm over three of them.
  private static void assertStates(int datapoints, boolean isMissingBreaching, String table) {
    for (String row : table.split(" ", -1)) {
      List<Double> points = new ArrayList<>();
      for (char point : new StringBuilder(row.substring(0, 5)).reverse().toString().toCharArray()) {
        points.add(point == '-' ? Double.NaN : point == 'X' ? 1.0 : 0.0);
      }
      MetricAlarm alarm =
          new MetricAlarm(List.of(), "m", 3, datapoints, 0, false, isMissingBreaching);
      assertThat(alarm.isInAlarm(points)).as(row).isEqualTo(row.endsWith("ALARM"));
    }
  }
}
