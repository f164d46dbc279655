package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What an event of a person who is known already costs in rows read and written; the README's cost
/// formula is made of these numbers. The claim of a batch is written beside them.
class StateTableCostTest {
  private static final String IDENTIFY =
      "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"+12125550131\",\"email\":"
          + "\"u@example.com\",\"plan\":1},\"timestamp\":\"2026-11-24T07:0%d:00Z\"}";
  private static final String TRACK =
      "{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"timestamp\":\"2026-11-24T07:0%d:00Z\"}";

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aTrack() throws Exception {
    assertThat(cost(TRACK)).containsExactly(1, 1);
  }

  @Test
  void aTrackThatNamesItsVisitorToo() throws Exception {
    assertThat(cost(TRACK.replace("\"userId\"", "\"anonymousId\":\"v\",\"userId\"")))
        .containsExactly(2, 1);
  }

  @Test
  void aTrackOfAKnownVisitor() throws Exception {
    fixture.deliver(
        IDENTIFY.formatted(0).replace("\"userId\"", "\"anonymousId\":\"v\",\"userId\""));

    assertThat(cost(TRACK.replace("\"userId\":\"u\"", "\"anonymousId\":\"v\"")))
        .containsExactly(5, 1);
  }

  @Test
  void aTrackThatRegalRejects() throws Exception {
    fixture.regal.respondWith(new Delivery.Refused(400, "unknown field"));

    assertThat(cost(TRACK)).containsExactly(2, 1);
  }

  @Test
  void anIdentify() throws Exception {
    assertThat(cost(IDENTIFY)).containsExactly(5, 3);
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
        .containsExactly(7, 5);
  }

  /// Reads and writes of the second event of its form, beside the claim of its batch.
  private List<Integer> cost(String form) throws InterruptedException {
    fixture.deliver(form.formatted(1));
    int reads = fixture.table.reads();
    int writes = fixture.table.writes();
    fixture.deliver(form.formatted(2));
    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isZero();
    return List.of(fixture.table.reads() - reads, fixture.table.writes() - writes - 1);
  }
}
