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
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void aSkippedEventIsDoneAndCountedWithoutAPost() throws Exception {
    assertThat(dispatchFixture.batch("skip1", "skip2")).isEmpty();

    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.report.count(Metric.SKIPPED, "group")).isEqualTo(2);
  }

  @Test
  void poisonIsParkedOnceAndItsGroupGoesOn() throws Exception {
    var ok = dispatchFixture.message("a2", Duration.ZERO);
    var behind = withGroup(ok, "group-poison");

    assertThat(
            dispatchFixture.batch(
                Duration.ofSeconds(60),
                List.of(dispatchFixture.message("poison1", Duration.ZERO), behind)))
        .isEmpty();

    assertThat(dispatchFixture.rejected.sent())
        .extracting(QueuedEvent::dedupId)
        .containsExactly("poison1");
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a2");
  }

  @Test
  void aRefusedEventIsParkedWithAllThatIsKnownOfIt() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Refused(400, "no\u0000phone\uffff \ud800"));
    var message =
        dispatchFixture.message(
            "a1",
            Duration.ofMinutes(1),
            Map.of(MessageAttribute.RECEIVED_AT, "7", "encoding", "escaped"));

    assertThat(dispatchFixture.batch(Duration.ofSeconds(60), List.of(message))).isEmpty();

    String sentAt = String.valueOf(message.sentAt().toEpochMilli());
    assertThat(dispatchFixture.rejected.sent())
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
    dispatchFixture.regal.answers(new Delivery.Refused(400, ""));
    var sentBack =
        dispatchFixture.message(
            "a1",
            Duration.ZERO,
            Map.of("group", "person", "sequenceNumber", "7", "firstSeen", "5", "reason", "unsure"));

    assertThat(dispatchFixture.batch(Duration.ofSeconds(60), List.of(sentBack))).isEmpty();

    assertThat(dispatchFixture.rejected.sent().getFirst().attributes())
        .containsEntry("group", "person")
        .containsEntry("sequenceNumber", "7")
        .containsEntry("firstSeen", "5")
        .containsEntry("reason", "refused");
  }

  @Test
  void aSuspectAnswerStopsItsOwnPersonOnly() throws Exception {
    dispatchFixture.regal.answers(
        (body, _) -> body.equals("a1") ? new Delivery.Suspect(403) : new Delivery.Accepted(200));

    assertThat(dispatchFixture.batch("a1", "b1", "a2", "b2")).containsExactly("a1", "a2");
    assertThat(dispatchFixture.report.count(Metric.RETRIED, "suspect")).isEqualTo(1);
    assertThat(dispatchFixture.rejected.sent()).isEmpty();
  }

  @Test
  void aParkThatSqsDoesNotConfirmLeavesTheEventWhereItWas() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Refused(400, ""));
    dispatchFixture.rejected.takes(_ -> SendResult.FAILED);

    assertThat(dispatchFixture.batch("a1", "a2")).containsExactly("a1", "a2");
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1");
  }

  @Test
  void aMessageThatSqsWillNotTakeIsLeftOutOfThePark() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Refused(422, "odd"));
    dispatchFixture.rejected.takes(
        entry ->
            entry.attributes().containsKey("message") ? SendResult.REFUSED : SendResult.CONFIRMED);

    assertThat(dispatchFixture.batch("a1")).isEmpty();
    assertThat(dispatchFixture.rejected.sent()).hasSize(1);
  }

  @Test
  void bytesThatAreNoUtf8AreParkedUnread() throws Exception {
    var message = dispatchFixture.message("a1", Duration.ZERO, Map.of("encoding", "base64"));

    assertThat(dispatchFixture.batch(Duration.ofSeconds(60), List.of(message))).isEmpty();
    assertThat(dispatchFixture.rejected.sent().getFirst().attributes())
        .containsEntry("reason", "invalid_event")
        .containsEntry("encoding", "base64");
  }

  @Test
  void anUnsureNamedEventIsRepeatedByDefaultAndParkedOnRequest() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Unknown("reset"));
    assertThat(dispatchFixture.batch("a1")).containsExactly("a1");
    assertThat(dispatchFixture.report.count(Metric.UNKNOWN_OUTCOME)).isEqualTo(1);

    DispatchFixture parking =
        new DispatchFixture(new DispatchSettings(250, 10, Duration.ofHours(4), true));
    parking.regal.answers(new Delivery.Unknown("reset"));
    assertThat(parking.batch("a1", "profile1")).containsExactly("profile1");
    assertThat(parking.rejected.sent().getFirst().attributes()).containsEntry("reason", "unsure");
  }

  @Test
  void at13DaysAnEventIsParkedInAnyCase() throws Exception {
    assertThat(dispatchFixture.batchAged(Duration.ofDays(13), "a1")).isEmpty();

    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.rejected.sent().getFirst().attributes())
        .containsEntry("reason", "expired");
  }

  @Test
  void nothingOfAnEventOrItsPersonIsReported() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Refused(400, "secret-message"));
    dispatchFixture.translates((_, arrival) -> DispatchFixture.translation("secret-body", arrival));

    dispatchFixture.batch("a1");

    assertThat(dispatchFixture.report.lines())
        .isNotEmpty()
        .noneMatch(line -> line.contains("secret"));
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
