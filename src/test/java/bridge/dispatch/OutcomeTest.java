package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private final DispatchFixture scene = new DispatchFixture();

  @Test
  void aSkippedEventIsDoneAndCountedWithoutAPost() throws Exception {
    assertThat(scene.batch("skip1", "skip2")).isEmpty();

    assertThat(scene.regal.posts()).isEmpty();
    assertThat(scene.report.count(Metric.SKIPPED, "group")).isEqualTo(2);
  }

  @Test
  void poisonIsParkedOnceAndItsGroupGoesOn() throws Exception {
    var ok = scene.message("a2", Duration.ZERO);
    var behind = withGroup(ok, "group-poison");

    assertThat(
            scene.batch(
                Duration.ofSeconds(60), List.of(scene.message("poison1", Duration.ZERO), behind)))
        .isEmpty();

    assertThat(scene.rejected.sent()).extracting(QueuedEvent::dedupId).containsExactly("poison1");
    assertThat(scene.regal.bodies()).containsExactly("a2");
  }

  @Test
  void aRefusedEventIsParkedWithAllThatIsKnownOfIt() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, "no\u0000phone\uffff \ud800"));
    var message =
        scene.message(
            "a1",
            Duration.ofMinutes(1),
            Map.of(MessageAttribute.RECEIVED_AT, "7", "encoding", "escaped"));

    assertThat(scene.batch(Duration.ofSeconds(60), List.of(message))).isEmpty();

    String sentAt = String.valueOf(message.sentAt().toEpochMilli());
    assertThat(scene.rejected.sent())
        .containsExactly(
            new QueuedEvent(
                "a1",
                "a1",
                "a1",
                Map.of(
                    "group", "group-a",
                    "sequenceNumber", "10a1",
                    "reason", "refused",
                    "status", "400",
                    "message", "no phone",
                    "firstSeen", sentAt,
                    "receivedAt", "7",
                    "encoding", "escaped")));
  }

  @Test
  void anEventThatIsParkedAgainKeepsItsPersonAndItsPlace() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, ""));
    var sentBack =
        scene.message(
            "a1",
            Duration.ZERO,
            Map.of("group", "person", "sequenceNumber", "7", "firstSeen", "5", "reason", "unsure"));

    assertThat(scene.batch(Duration.ofSeconds(60), List.of(sentBack))).isEmpty();

    assertThat(scene.rejected.sent().getFirst().attributes())
        .containsEntry("group", "person")
        .containsEntry("sequenceNumber", "7")
        .containsEntry("firstSeen", "5")
        .containsEntry("reason", "refused");
  }

  @Test
  void aSuspectAnswerStopsItsOwnPersonOnly() throws Exception {
    scene.regal.answers(
        (body, _) -> body.equals("a1") ? new Delivery.Suspect(403) : new Delivery.Accepted(200));

    assertThat(scene.batch("a1", "b1", "a2", "b2")).containsExactly("a1", "a2");
    assertThat(scene.report.count(Metric.RETRIED, "suspect")).isEqualTo(1);
    assertThat(scene.rejected.sent()).isEmpty();
  }

  @Test
  void aParkThatSqsDoesNotConfirmLeavesTheEventWhereItWas() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, ""));
    scene.rejected.takes(_ -> SendResult.FAILED);

    assertThat(scene.batch("a1", "a2")).containsExactly("a1", "a2");
    assertThat(scene.regal.bodies()).containsExactly("a1");
  }

  @Test
  void aMessageThatSqsWillNotTakeIsLeftOutOfThePark() throws Exception {
    scene.regal.answers(new Delivery.Refused(422, "odd"));
    scene.rejected.takes(
        entry ->
            entry.attributes().containsKey("message") ? SendResult.REFUSED : SendResult.CONFIRMED);

    assertThat(scene.batch("a1")).isEmpty();
    assertThat(scene.rejected.sent()).hasSize(1);
  }

  @Test
  void bytesThatAreNoUtf8AreParkedUnread() throws Exception {
    var message = scene.message("a1", Duration.ZERO, Map.of("encoding", "base64"));

    assertThat(scene.batch(Duration.ofSeconds(60), List.of(message))).isEmpty();
    assertThat(scene.rejected.sent().getFirst().attributes())
        .containsEntry("reason", "invalid_event")
        .containsEntry("encoding", "base64");
  }

  @Test
  void anUnsureNamedEventIsRepeatedByDefaultAndParkedOnRequest() throws Exception {
    scene.regal.answers(new Delivery.Unknown("reset"));
    assertThat(scene.batch("a1")).containsExactly("a1");
    assertThat(scene.report.count(Metric.AMBIGUOUS)).isEqualTo(1);

    DispatchFixture parking =
        new DispatchFixture(new DispatchSettings(250, 10, Duration.ofHours(4), true));
    parking.regal.answers(new Delivery.Unknown("reset"));
    assertThat(parking.batch("a1", "profile1")).containsExactly("profile1");
    assertThat(parking.rejected.sent().getFirst().attributes()).containsEntry("reason", "unsure");
  }

  @Test
  void at13DaysAnEventIsParkedInAnyCase() throws Exception {
    assertThat(scene.batchAged(Duration.ofDays(13), "a1")).isEmpty();

    assertThat(scene.regal.posts()).isEmpty();
    assertThat(scene.rejected.sent().getFirst().attributes()).containsEntry("reason", "expired");
  }

  @Test
  void nothingOfAnEventOrItsPersonIsReported() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, "secret-message"));
    scene.translates((_, arrival) -> DispatchFixture.translation("secret-body", arrival));

    scene.batch("a1");

    assertThat(scene.report.lines()).isNotEmpty().noneMatch(line -> line.contains("secret"));
  }

  private static ReceivedEvent withGroup(ReceivedEvent of, String group) {
    return new ReceivedEvent(
        of.messageId(),
        of.receiptHandle(),
        group,
        of.sequenceNumber(),
        of.sentAt(),
        1,
        of.body(),
        of.attributes());
  }
}
