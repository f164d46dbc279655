package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeTable.Fate;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Regal cannot tell a repeat from a second event; the memory can, for 24 hours.
class RepeatTest {
  private static final String TRACK =
      """
      {"type":"track","userId":"u1","event":"Approved","timestamp":"2026-11-24T07:00:05Z"}\
      """;
  private static final String PROFILE =
      """
      {"type":"identify","userId":"u1","traits":{"plan":"gold"},"timestamp":"2026-11-24T07:00:05Z"}\
      """;

  private final StatefulDispatchFixture scene = new StatefulDispatchFixture();

  @Test
  void aRepeatOfADeliveredEventIsDoneWithoutAPost() throws Exception {
    scene.comes(TRACK);
    scene.machine.passes(Duration.ofHours(4));
    scene.restart();
    assertThat(scene.comes(TRACK)).isZero();

    assertThat(scene.regal.posts()).hasSize(1);
    assertThat(scene.report.count(Metric.DUPLICATES_SUPPRESSED)).isEqualTo(1);
    assertThat(scene.report.count(Metric.DELIVERED)).isEqualTo(1);
  }

  @Test
  void anEventThatDiffersInOneByteIsAnother() throws Exception {
    scene.comes(TRACK, TRACK.replace("Approved", "Approve"));

    assertThat(scene.regal.posts()).hasSize(2);
  }

  @Test
  void afterADayARepeatIsSentAgain() throws Exception {
    scene.comes(TRACK);
    scene.machine.passes(Duration.ofHours(24));
    scene.comes(TRACK);

    assertThat(scene.regal.posts()).hasSize(2);
  }

  @Test
  void anAttemptWhoseClaimWasNotAnsweredTakesNoMarkAway() throws Exception {
    scene.comes(TRACK);
    int[] calls = {0};
    scene.table.fates(_ -> calls[0]++ == 0 ? Fate.REFUSED : Fate.ANSWERED);
    scene.regal.answers(new Delivery.Unavailable("http_503"));
    assertThat(scene.comes(TRACK)).isOne();
    scene.regal.answers(new Delivery.Accepted(200));
    assertThat(scene.comes(TRACK)).isZero();

    assertThat(scene.regal.posts()).hasSize(2);
    assertThat(scene.report.count(Metric.DUPLICATES_SUPPRESSED)).isOne();
  }

  @Test
  void whatWasSurelyNotProcessedIsRetriedAsIfItHadNeverBeenTried() throws Exception {
    StatefulDispatchFixture parking = new StatefulDispatchFixture(true);
    for (Delivery failure :
        List.of(
            new Delivery.Unavailable("http_503"),
            new Delivery.Throttled(429),
            new Delivery.Suspect(403),
            new Delivery.Unauthorised(401))) {
      parking.regal.answers(failure);
      assertThat(parking.comes(TRACK)).isOne();
    }
    parking.regal.answers(new Delivery.Accepted(200));

    assertThat(parking.comes(TRACK)).isZero();
    assertThat(parking.report.count(Metric.UNKNOWN_OUTCOME)).isZero();
    assertThat(parking.rejected.sent()).isEmpty();
    assertThat(parking.report.count(Metric.DELIVERED)).isOne();
  }

  @Test
  void aProcessThatDiedBetweenPostAndMarkLeavesTheOutcomeUnknown() throws Exception {
    dies(scene, TRACK);
    long before = scene.report.count(Metric.UNKNOWN_OUTCOME);
    assertThat(scene.comes(TRACK)).as("by default it is repeated").isZero();
    assertThat(scene.regal.posts()).hasSize(2);
    assertThat(scene.report.count(Metric.UNKNOWN_OUTCOME)).isEqualTo(before + 1);

    StatefulDispatchFixture parking = new StatefulDispatchFixture(true);
    dies(parking, TRACK);
    dies(parking, PROFILE);
    assertThat(parking.comes(TRACK)).as("or parked").isZero();
    assertThat(parking.comes(PROFILE)).as("a profile update is always repeated").isZero();
    assertThat(parking.regal.posts()).hasSize(3);
    assertThat(parking.rejected.sent())
        .extracting(QueuedEvent::attributes)
        .singleElement()
        .satisfies(attributes -> assertThat(attributes).containsEntry("reason", "unsure"));
  }

  @Test
  void anOperatorMaySendAnUnsureEventAgainButARepeatMayNot() throws Exception {
    StatefulDispatchFixture parking = new StatefulDispatchFixture(true);
    parking.regal.answers(new Delivery.Unknown("read_timeout"));
    parking.comes(TRACK);
    parking.regal.answers(new Delivery.Accepted(200));

    parking.comes(TRACK);
    assertThat(parking.regal.posts()).hasSize(1);
    assertThat(parking.rejected.sent()).hasSize(2);

    parking.isReplayed(TRACK);
    assertThat(parking.regal.posts()).hasSize(2);
    parking.isReplayed(TRACK);
    assertThat(parking.regal.posts()).as("delivered in the meantime").hasSize(2);
  }

  @Test
  void anotherMessageOfTheSameEventWaitsWhileTheFirstIsUnderWay() throws Exception {
    scene.regal.answers(
        (_, _) -> {
          try {
            assertThat(scene.comes(TRACK)).isOne();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Accepted(200);
        });
    assertThat(scene.comes(TRACK)).isZero();

    assertThat(scene.regal.posts()).hasSize(1);
    assertThat(scene.report.count(Metric.RETRIED, "under_way")).isEqualTo(1);
  }

  @Test
  void aMessageHandedOutAgainWaitsWhileItsFirstHandingOutIsUnderWay() throws Exception {
    var message = scene.message(TRACK, Map.of());
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
    scene.regal.answers(
        (_, _) -> {
          try {
            assertThat(scene.handedOut(List.of(again))).isOne();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Delivery.Accepted(200);
        });
    assertThat(scene.handedOut(List.of(message))).isZero();

    assertThat(scene.regal.posts()).hasSize(1);
  }

  @Test
  void anErrorInThePostIsAnUnknownOutcomeAtOnce() throws Exception {
    scene.regal.answers(
        (_, _) -> {
          throw new StackOverflowError();
        });
    assertThat(scene.comes(TRACK)).isOne();
    assertThat(scene.report.count(Metric.UNKNOWN_OUTCOME)).isEqualTo(1);
    scene.regal.answers(new Delivery.Accepted(200));

    assertThat(scene.comes(TRACK)).isZero();
    assertThat(scene.report.count(Metric.UNKNOWN_OUTCOME)).isEqualTo(1);
  }

  @Test
  void aLostAnswerToTheMarkStillMarks() throws Exception {
    scene.table.fates(call -> call.equals("write sent") ? Fate.LOST : Fate.ANSWERED);
    assertThat(scene.comes(TRACK)).isZero();
    scene.table.isDown(false);
    scene.machine.passes(Duration.ofMinutes(6));

    assertThat(scene.comes(TRACK)).isZero();
    assertThat(scene.regal.posts()).hasSize(1);
  }

  /// Posts, and the process ends before it hears the answer.
  private static void dies(StatefulDispatchFixture scene, String event)
      throws InterruptedException {
    scene.regal.answers(
        (_, _) -> {
          scene.table.isDown(true); // nothing of this process is written any more
          throw new NoClassDefFoundError("the process ends");
        });
    scene.handedOut(List.of(scene.message(event, Map.of())));
    scene.table.isDown(false);
    scene.regal.answers(new Delivery.Accepted(200));
    scene.machine.passes(Duration.ofMinutes(6));
    scene.restart();
  }
}
