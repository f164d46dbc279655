package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.regal.Delivery;
import bridge.state.Row;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How a batch uses the state table.
class UnitOfWorkTest {
  private static final String TRACK =
      "{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"timestamp\":\"2026-11-24T07:00:00Z\"}";
  private static final String IDENTIFY =
      "{\"type\":\"identify\",\"userId\":\"u%1$d\",\"traits\":{\"phone\":\"+1212555013%1$d\",\"plan\":"
          + "\"%2$s\"},\"timestamp\":\"2026-11-24T07:0%3$d:00Z\"}";

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aBatchAsksOnceForItsEventsAndOnceForTheProfilesBehindThem() throws Exception {
    fixture.deliver(identifies("gold", 1));
    fixture.table.calls();
    fixture.deliver(identifies("silver", 2));

    assertThat(fixture.regal.posts()).hasSize(20);
    assertThat(fixture.table.calls()).filteredOn("read"::equals).hasSize(2);
  }

  @Test
  void whatIsMoreThanOneCallMayAskTakesSeveral() throws Exception {
    String phones = fifty("\"+12125550%03d\"");
    String emails = fifty("\"a%d@example.com\"");
    fixture.deliver(
        "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phones\":[%s],\"emails\":[%s]}}"
            .formatted(phones, emails));

    assertThat(fixture.regal.posts()).hasSize(1);
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isZero();
  }

  @Test
  void aLaterEventOfTheBatchSeesWhatAnEarlierOneWrote() throws Exception {
    fixture.deliver(TRACK, TRACK);
    assertThat(fixture.regal.posts()).as("the second is a duplicate").hasSize(1);

    fixture.deliver(IDENTIFY.formatted(1, "new", 2), IDENTIFY.formatted(1, "old", 1));
    assertThat(fixture.regal.bodies().getLast()).as("the older value").doesNotContain("plan");
  }

  @Test
  void whatWasReadCountsFiveSeconds() throws Exception {
    takeLonger(Duration.ofSeconds(4));
    fixture.deliver(TRACK, TRACK.replace("x", "y"));
    assertThat(fixture.table.calls()).filteredOn("read"::equals).hasSize(1);

    takeLonger(Duration.ofSeconds(6));
    fixture.deliver(TRACK.replace("x", "z"), TRACK.replace("x", "w"));
    assertThat(fixture.table.calls()).filteredOn("read"::equals).hasSize(2);
  }

  @Test
  void rowsThatTheTableRejectsAreNoOutage() throws Exception {
    fixture.table.setCallResults(
        call -> call.equals("write also") ? CallResult.REJECTED : CallResult.SUCCESS);
    fixture.deliver(
        "{\"type\":\"identify\",\"traits\":{\"phones\":[%s]}}"
            .formatted(fifty("\"+12125550%03d\"")));
    fixture.deliver(TRACK);
    fixture.deliver(TRACK);

    assertThat(fixture.regal.posts()).hasSize(2);
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isEqualTo(49);
    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isOne();
  }

  private static String fifty(String form) {
    return IntStream.range(100, 150).mapToObj(form::formatted).collect(Collectors.joining(","));
  }

  /// One of each of ten people.
  private static String[] identifies(String plan, int minute) {
    return IntStream.range(0, 10)
        .mapToObj(i -> IDENTIFY.formatted(i, plan, minute))
        .toArray(String[]::new);
  }

  @Test
  void anIdentifierThatLeavesItsProfileDuringTheBatchIsNoticed() throws Exception {
    String identify =
        "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{%s\"plan\":\"%s\"},"
            + "\"timestamp\":\"2026-11-24T07:0%d:00Z\"}";
    fixture.deliver(identify.formatted("\"phone\":\"+12125550131\",", "bronze", 1));
    fixture.deliver("{\"type\":\"identify\",\"traits\":{\"phone\":\"+12125550132\"}}");
    String newer = identify.formatted("\"phone\":\"+12125550132\",", "gold", 3);
    fixture.regal.respondWith(
        (body, _) -> {
          if (body.contains("slow")) {
            fixture.deliverElsewhere(newer);
          }
          return new Delivery.Accepted(200);
        });
    fixture.deliver(TRACK.replace("x", "slow"), identify.formatted("", "silver", 2));

    assertThat(fixture.regal.bodies()).noneMatch(body -> body.contains("silver"));
  }

  @Test
  void anIdentifierStaysWhereItIsIfTheProfileThatItLeavesIsNotLocked() throws Exception {
    fixture.deliver("{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"plan\":1}}");
    String phone = "\"traits\":{\"phone\":\"+12125550131\",\"plan\":1}";
    fixture.deliver("{\"type\":\"identify\"," + phone + "}");
    List<Row> before = identifiers();
    int[] writes = {0};
    fixture.table.setCallResults(
        call ->
            call.equals("write profile") && ++writes[0] == 2
                ? CallResult.FAILED
                : CallResult.SUCCESS);
    fixture.deliver("{\"type\":\"identify\",\"userId\":\"u\"," + phone + "}");

    assertThat(fixture.regal.posts()).hasSize(3);
    assertThat(identifiers()).isEqualTo(before);
  }

  private List<Row> identifiers() {
    return fixture.table.scan().stream().filter(row -> row.key().sort().equals("id")).toList();
  }

  private void takeLonger(Duration duration) {
    fixture.regal.respondWith(
        (_, _) -> {
          fixture.platform.advance(duration);
          return new Delivery.Accepted(200);
        });
  }
}
