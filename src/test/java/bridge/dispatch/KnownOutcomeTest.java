package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.regal.Delivery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An outcome that the table knows to be unknown is not forgotten by later claims of the event.
class KnownOutcomeTest {
  private static final String TRACK =
      """
      {"type":"track","userId":"u1","event":"Approved","timestamp":"2026-11-24T07:00:05Z"}\
      """;

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture(true);

  @BeforeEach
  void postWithoutAnAnswer() throws Exception {
    fixture.regal.respondWith(new Delivery.Unknown("read_timeout"));
    assertThat(fixture.deliver(TRACK)).isZero();
    fixture.regal.respondWith(new Delivery.Accepted(200));
  }

  /// The first write is refused by the row that stands there.
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aClaimThatFailsSendsNothing(int failing) throws Exception {
    int[] writes = {0};
    fixture.table.setCallResults(
        call ->
            call.equals("write sent") && ++writes[0] == failing
                ? CallResult.FAILED
                : CallResult.SUCCESS);

    assertThat(fixture.deliver(TRACK)).isZero();
    assertThat(fixture.regal.posts()).hasSize(1);
    assertThat(fixture.deadLetterQueue.sent()).hasSize(2);
  }

  @Test
  void aRedriveThatSendsNothingLeavesItUnknown() throws Exception {
    fixture.regal.respondWith(new Delivery.Unavailable("http_503"));
    fixture.redrive(TRACK);
    fixture.regal.respondWith(new Delivery.Accepted(200));

    assertThat(fixture.deliver(TRACK)).isZero();
    assertThat(fixture.regal.posts()).hasSize(2);
    assertThat(fixture.deadLetterQueue.sent()).hasSize(2);
  }
}
