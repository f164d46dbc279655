package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.CallResult;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Regal cannot detect a duplicate; the state table can, for 24 hours.
class DuplicateTest {
  private static final String TRACK =
      """
      {"type":"track","userId":"u1","event":"Approved","timestamp":"2026-11-24T07:00:05Z"}\
      """;
  private static final String PROFILE =
      """
      {"type":"identify","userId":"u1","traits":{"plan":"gold"},"timestamp":"2026-11-24T07:00:05Z"}\
      """;

  private final StatefulDispatchFixture fixture = new StatefulDispatchFixture();

  @Test
  void aDuplicateOfADeliveredEventIsDoneWithoutAPost() throws Exception {
    fixture.deliver(TRACK);
    fixture.platform.advance(Duration.ofHours(4));
    fixture.restart();
    assertThat(fixture.deliver(TRACK)).isZero();

    assertThat(fixture.regal.posts()).hasSize(1);
    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isEqualTo(1);
    assertThat(fixture.telemetry.total(Metric.DELIVERED)).isEqualTo(1);
  }

  @Test
  void anEventThatDiffersInOneByteIsAnother() throws Exception {
    fixture.deliver(TRACK, TRACK.replace("Approved", "Approve"));

    assertThat(fixture.regal.posts()).hasSize(2);
  }

  @Test
  void afterADayADuplicateIsSentAgain() throws Exception {
    fixture.deliver(TRACK);
    fixture.platform.advance(Duration.ofHours(24));
    fixture.deliver(TRACK);

    assertThat(fixture.regal.posts()).hasSize(2);
  }

  @Test
  void anAttemptThatCouldNotReadTheRecordRemovesNone() throws Exception {
    fixture.deliver(TRACK);
    fixture.table.setCallResults(
        call -> call.equals("read") ? CallResult.FAILED : CallResult.SUCCESS);
    fixture.regal.respondWith(new Delivery.Unavailable("http_503"));
    assertThat(fixture.deliver(TRACK)).isOne();
    fixture.table.setDown(false);
    fixture.regal.respondWith(new Delivery.Accepted(200));
    assertThat(fixture.deliver(TRACK)).isZero();

    assertThat(fixture.regal.posts()).hasSize(2);
    assertThat(fixture.telemetry.total(Metric.DUPLICATES_SUPPRESSED)).isOne();
  }

  @Test
  void whatWasSurelyNotProcessedIsRetriedAsIfItHadNeverBeenTried() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    for (Delivery failure :
        List.of(
            new Delivery.Unavailable("http_503"),
            new Delivery.Throttled(429),
            new Delivery.Suspect(403),
            new Delivery.Unauthorised(401))) {
      deadLettering.regal.respondWith(failure);
      assertThat(deadLettering.deliver(TRACK)).isOne();
    }
    deadLettering.regal.respondWith(new Delivery.Accepted(200));

    assertThat(deadLettering.deliver(TRACK)).isZero();
    assertThat(deadLettering.telemetry.total(Metric.UNKNOWN_OUTCOME)).isZero();
    assertThat(deadLettering.deadLetterQueue.sent()).isEmpty();
    assertThat(deadLettering.telemetry.total(Metric.DELIVERED)).isOne();
  }

  @Test
  void aProcessThatDiedBetweenPostAndMarkLeavesTheOutcomeUnknown() throws Exception {
    crash(fixture, TRACK);
    double before = fixture.telemetry.total(Metric.UNKNOWN_OUTCOME);
    assertThat(fixture.deliver(TRACK)).as("by default it is repeated").isZero();
    assertThat(fixture.regal.posts()).hasSize(2);
    assertThat(fixture.telemetry.total(Metric.UNKNOWN_OUTCOME)).isEqualTo(before);

    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    crash(deadLettering, TRACK);
    crash(deadLettering, PROFILE);
    assertThat(deadLettering.deliver(TRACK)).as("or dead-lettered").isZero();
    assertThat(deadLettering.deliver(PROFILE)).as("a profile update is always repeated").isZero();
    assertThat(deadLettering.regal.posts()).hasSize(3);
    assertThat(deadLettering.deadLetterQueue.sent())
        .extracting(QueuedEvent::attributes)
        .singleElement()
        .satisfies(attributes -> assertThat(attributes).containsEntry("reason", "unknown_outcome"));
  }

  @Test
  void aDuplicateThatTheBatchHasReadIsNotSentAlthoughItsClaimFails() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    deadLettering.deliver(TRACK);
    deadLettering.table.setCallResults(
        call -> call.startsWith("write") ? CallResult.FAILED : CallResult.SUCCESS);

    assertThat(deadLettering.deliver(TRACK)).isZero();
    assertThat(deadLettering.regal.posts()).hasSize(1);
  }

  @Test
  void anOperatorMayResendAnEventOfUnknownOutcomeButADuplicateMayNot() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    deadLettering.regal.respondWith(new Delivery.Unknown("read_timeout"));
    deadLettering.deliver(TRACK);
    deadLettering.regal.respondWith(new Delivery.Accepted(200));

    deadLettering.deliver(TRACK);
    assertThat(deadLettering.regal.posts()).hasSize(1);
    assertThat(deadLettering.deadLetterQueue.sent()).hasSize(2);

    deadLettering.redrive(TRACK);
    assertThat(deadLettering.regal.posts()).hasSize(2);
    deadLettering.redrive(TRACK);
    assertThat(deadLettering.regal.posts()).as("delivered in the meantime").hasSize(2);
  }

  @Test
  void anotherMessageOfTheSameEventWaitsWhileTheFirstIsInProgress() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    deadLettering.regal.respondWith(
        (_, _) -> {
          try {
            assertThat(deadLettering.deliver(TRACK)).isOne();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Accepted(200);
        });
    assertThat(deadLettering.deliver(TRACK)).isZero();

    assertThat(deadLettering.regal.posts()).hasSize(1);
    assertThat(deadLettering.telemetry.total(Metric.RETRIED, "in_progress")).isEqualTo(1);
  }

  @Test
  void aClaimLastsAsLongAsTheLongestInvocation() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    deadLettering.regal.respondWith(
        (_, _) -> {
          deadLettering.platform.advance(Duration.ofSeconds(30));
          deadLettering.deliverElsewhere(TRACK);
          return new Delivery.Accepted(200);
        });
    assertThat(deadLettering.deliver(TRACK)).isZero();

    assertThat(deadLettering.regal.posts()).hasSize(1);
    assertThat(deadLettering.deadLetterQueue.sent()).isEmpty();
  }

  @Test
  void aPostThatNeverBeganLeavesNoClaim() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    deadLettering.key.setDown(true);
    assertThat(deadLettering.deliver(TRACK)).isOne();
    deadLettering.key.setDown(false);
    deadLettering.platform.advance(Duration.ofMinutes(2));

    assertThat(deadLettering.deliver(TRACK)).isZero();
    assertThat(deadLettering.regal.posts()).hasSize(1);
    assertThat(deadLettering.deadLetterQueue.sent()).isEmpty();
  }

  /// The SDK asks again where an answer was lost, and meets the row that it wrote itself.
  @Test
  void anAnswerThatTheSdkAsksForAgainIsOfAnOwnWrite() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    deadLettering.table.setCallResults(_ -> CallResult.ASKED_AGAIN);

    assertThat(deadLettering.deliver(TRACK, PROFILE)).isZero();
    assertThat(deadLettering.regal.posts()).hasSize(2);
  }

  @Test
  void aMessageReceivedAgainWaitsWhileItsFirstDeliveryIsInProgress() throws Exception {
    StatefulDispatchFixture deadLettering = new StatefulDispatchFixture(true);
    var message = deadLettering.message(TRACK, Map.of());
    var again =
        new ReceivedEvent(
            message.messageId(),
            "another receipt",
            message.group(),
            "1",
            message.sentAt(),
            2,
            message.body(),
            Map.of());
    deadLettering.regal.respondWith(
        (_, _) -> {
          try {
            assertThat(deadLettering.deliverBatch(List.of(again))).isOne();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Accepted(200);
        });
    assertThat(deadLettering.deliverBatch(List.of(message))).isZero();

    assertThat(deadLettering.regal.posts()).hasSize(1);
  }

  @Test
  void aBatchThatIsInvokedTwiceIsDeliveredOnceAndItsVisibilityIsNotTouched() throws Exception {
    List<ReceivedEvent> batch =
        List.of(fixture.message(TRACK, Map.of()), fixture.message(PROFILE, Map.of()));
    fixture.regal.respondWith(
        (_, _) -> {
          try {
            assertThat(fixture.deliverBatch(batch.reversed())).isEqualTo(2);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Unavailable("http_503");
        });
    assertThat(fixture.deliverBatch(batch)).isEqualTo(2);

    assertThat(fixture.regal.posts()).hasSize(1);
    assertThat(fixture.queue.visibilityChanges()).as("of the first invocation").hasSize(2);
  }

  @Test
  void anErrorInThePostIsAnUnknownOutcomeAtOnce() throws Exception {
    fixture.regal.respondWith(
        (_, _) -> {
          throw new StackOverflowError();
        });
    assertThat(fixture.deliver(TRACK)).isOne();
    assertThat(fixture.telemetry.total(Metric.UNKNOWN_OUTCOME)).isEqualTo(1);
    fixture.regal.respondWith(new Delivery.Accepted(200));

    assertThat(fixture.deliver(TRACK)).isZero();
    assertThat(fixture.telemetry.total(Metric.UNKNOWN_OUTCOME)).isEqualTo(1);
  }

  @Test
  void aLostResponseToTheMarkStillMarks() throws Exception {
    fixture.table.setCallResults(
        call -> call.equals("write sent") ? CallResult.RESPONSE_LOST : CallResult.SUCCESS);
    assertThat(fixture.deliver(TRACK)).isZero();
    fixture.table.setDown(false);
    fixture.platform.advance(Duration.ofMinutes(6));

    assertThat(fixture.deliver(TRACK)).isZero();
    assertThat(fixture.regal.posts()).hasSize(1);
  }

  /// Posts, and the process ends before it hears the answer.
  private static void crash(StatefulDispatchFixture fixture, String event)
      throws InterruptedException {
    fixture.regal.respondWith(
        (_, _) -> {
          fixture.table.setDown(true); // nothing of this process is written any more
          throw new NoClassDefFoundError("the process ends");
        });
    fixture.deliverBatch(List.of(fixture.message(event, Map.of())));
    fixture.table.setDown(false);
    fixture.regal.respondWith(new Delivery.Accepted(200));
    fixture.platform.advance(Duration.ofMinutes(6));
    fixture.restart();
  }
}
