package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.telemetry.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an event of a person who is known already costs in rows read and written; the README's cost
/// formula is made of these numbers.
class StateTableCostTest {
  private static final String IDENTIFY =
      "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"+12125550131\",\"email\":"
          + "\"u@example.com\",\"plan\":1},\"timestamp\":\"2026-11-24T07:0%d:00Z\"}";
  private static final String TRACK =
      "{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"timestamp\":\"2026-11-24T07:0%d:00Z\"}";

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aTrack() throws Exception {
    assertThat(cost(TRACK)).containsExactly(0, 2);
  }

  @Test
  void aTrackThatNamesItsVisitorToo() throws Exception {
    assertThat(cost(TRACK.replace("\"userId\"", "\"anonymousId\":\"v\",\"userId\"")))
        .containsExactly(1, 3);
  }

  @Test
  void aTrackOfAKnownVisitor() throws Exception {
    fixture.deliver(
        IDENTIFY.formatted(0).replace("\"userId\"", "\"anonymousId\":\"v\",\"userId\""));

    assertThat(cost(TRACK.replace("\"userId\":\"u\"", "\"anonymousId\":\"v\"")))
        .containsExactly(4, 2);
  }

  @Test
  void anIdentify() throws Exception {
    assertThat(cost(IDENTIFY)).containsExactly(7, 4);
  }

  @Test
  void anIdentifyThatNamesItsVisitorAndSaysAConsent() throws Exception {
    String optIn =
        "\"traits\":{\"optIn\":{\"channel\":\"sms\",\"subscribed\":true,"
            + "\"timestamp\":\"2026-11-24T06:0%1$d:00Z\"},";

    assertThat(
            cost(
                IDENTIFY
                    .replace("%d", "%1$d")
                    .replace("\"userId\"", "\"anonymousId\":\"v\",\"userId\"")
                    .replace("\"traits\":{", optIn)))
        .containsExactly(9, 7);
  }

  /// Reads and writes of the second event of its form.
  private List<Integer> cost(String form) throws InterruptedException {
    fixture.deliver(form.formatted(1));
    int reads = fixture.table.reads();
    int writes = fixture.table.writes();
    fixture.deliver(form.formatted(2));
    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isZero();
    return List.of(fixture.table.reads() - reads, fixture.table.writes() - writes);
  }
}
