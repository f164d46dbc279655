package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A person with more rows than one invocation has time for is erased over several. Each call of
/// the table takes a second, and reading all partitions takes longer than an invocation.
class LongErasureTest {
  private static final int DEVICES = 60;
  private static final String TRACK =
      "{\"type\":\"track\",\"userId\":\"ann\",\"anonymousId\":\"device-%d\",\"event\":\"x\"}";
  private static final String DELETE = "{\"type\":\"delete\",\"userId\":\"ann\"}";
  private static final String LATER = TRACK.formatted(DEVICES);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @BeforeEach
  void deliverFromManyDevices() throws Exception {
    fixture.deliver(
        "{\"type\":\"identify\",\"userId\":\"ann\",\"traits\":{\"phone\":\"+12125550131\",\"plan\":1}}");
    for (int i = 0; i < DEVICES; i++) {
      fixture.deliver(TRACK.formatted(i));
    }
    fixture.table.setCallResults(
        _ -> {
          fixture.platform.advance(Duration.ofSeconds(1));
          return CallResult.SUCCESS;
        });
  }

  @Test
  void theDeleteEventComesBackUntilNoRowIsLeftAndIsThenDeadLettered() throws Exception {
    List<ReceivedEvent> batch = List.of(fixture.message(DELETE, Map.of()));
    int rows = fixture.table.scan().size();
    int invocations = 1;
    for (; deliver(batch) > 0; invocations++) {
      assertThat(fixture.queue.visibilityChanges())
          .extracting(VisibilityChange::hidden)
          .containsExactly(Duration.ZERO);
      assertThat(fixture.deadLetterQueue.sent()).isEmpty();
      assertThat(fixture.table.scan()).hasSizeLessThan(rows);
      rows = fixture.table.scan().size();
    }

    assertThat(invocations).isGreaterThan(1);
    assertThat(fixture.table.scan()).isEmpty();
    assertThat(fixture.deadLetterQueue.sent().getLast().attributes())
        .containsEntry("reason", "privacy_delete")
        .doesNotContainKey("message");
    assertThat(fixture.telemetry.total(Metric.RETRIED, "out_of_time")).isEqualTo(invocations - 1);
    assertThat(fixture.telemetry.total(Metric.STATE_UNAVAILABLE)).isZero();
    assertThat(fixture.telemetry.total(Metric.DELETION_REQUESTED)).isOne();
  }

  @Test
  void aLaterEventOfThePersonWaitsAndNobodyElseDoes() throws Exception {
    int before = fixture.regal.posts().size();
    ReceivedEvent delete = fixture.message(DELETE, Map.of());
    ReceivedEvent later = fixture.message(LATER, Map.of());
    fixture.deliverEach("{\"type\":\"track\",\"userId\":\"bob\",\"event\":\"x\"}");
    while (deliver(List.of(delete, later)) > 0) {
      assertThat(fixture.regal.posts()).as("Bob's alone").hasSize(before + 1);
      assertThat(fixture.queue.visibilityChanges())
          .extracting(change -> change.message().messageId())
          .containsExactly(delete.messageId(), later.messageId());
    }

    assertThat(fixture.regal.bodies().getLast()).contains("ann");
    assertThat(fixture.deadLetterQueue.sent()).hasSize(1);
  }

  @Test
  void afterThirteenDaysItIsDeadLetteredSayingThatRowsAreLeft() throws Exception {
    List<ReceivedEvent> batch = List.of(fixture.message(DELETE, Map.of()));
    fixture.platform.advance(Duration.ofDays(13));

    assertThat(deliver(batch)).isZero();
    assertThat(fixture.deadLetterQueue.sent().getLast().attributes())
        .containsEntry("reason", "privacy_delete")
        .hasEntrySatisfying("message", note -> assertThat(note).contains("redrive this event"));
  }

  /// One invocation, which receives the messages again; how many are not done.
  private int deliver(List<ReceivedEvent> batch) throws InterruptedException {
    Instant began = fixture.platform.now();
    int unfinished = fixture.deliverBatch(batch.stream().map(LongErasureTest::again).toList());
    assertThat(Duration.between(began, fixture.platform.now())).isLessThan(LIMIT);
    return unfinished;
  }

  private static ReceivedEvent again(ReceivedEvent event) {
    return new ReceivedEvent(
        event.messageId(),
        UUID.randomUUID().toString(),
        event.group(),
        event.sequenceNumber(),
        event.sentAt(),
        event.receiveCount() + 1,
        event.body(),
        event.attributes());
  }
}
