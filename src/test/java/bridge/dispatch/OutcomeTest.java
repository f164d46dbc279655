package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.regal.Delivery;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each result of a POST has its outcome, its count and its log line.
class OutcomeTest {
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void aSkippedEventIsDoneAndCountedWithoutAPost() throws Exception {
    assertThat(dispatchFixture.deliver("skip1", "skip2")).isEmpty();

    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.telemetry.total(Metric.SKIPPED, "group")).isEqualTo(2);
  }

  @Test
  void poisonIsDeadLetteredOnceAndItsGroupGoesOn() throws Exception {
    var ok = dispatchFixture.message("a2", Duration.ZERO);
    var behind = withGroup(ok, "group-poison");

    assertThat(
            dispatchFixture.deliver(
                Duration.ofSeconds(60),
                List.of(dispatchFixture.message("poison1", Duration.ZERO), behind)))
        .isEmpty();

    assertThat(dispatchFixture.deadLetterQueue.sent())
        .extracting(QueuedEvent::dedupId)
        .containsExactly("poison1");
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a2");
  }

  @Test
  void aRejectedEventIsDeadLetteredWithAllItsAttributes() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, "no\u0000phone\uffff \ud800"));
    var message =
        dispatchFixture.message(
            "a1",
            Duration.ofMinutes(1),
            Map.of(MessageAttribute.RECEIVED_AT, "7", "encoding", "escaped"));

    assertThat(dispatchFixture.deliver(Duration.ofSeconds(60), List.of(message))).isEmpty();

    String sentAt = String.valueOf(message.sentAt().toEpochMilli());
    assertThat(dispatchFixture.deadLetterQueue.sent())
        .containsExactly(
            new QueuedEvent(
                "a1",
                "a1",
                "a1",
                Map.of(
                    "group", "group-a",
                    "sequenceNumber", "10a1",
                    "reason", "rejected",
                    "status", "400",
                    "message", "no phone",
                    "firstSeen", sentAt,
                    "receivedAt", "7",
                    "encoding", "escaped")));
  }

  @Test
  void anEventThatIsDeadLetteredAgainKeepsItsPersonAndItsPlace() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, ""));
    var redriven =
        dispatchFixture.message(
            "a1",
            Duration.ZERO,
            Map.of(
                "group",
                "person",
                "sequenceNumber",
                "7",
                "firstSeen",
                "5",
                "reason",
                "unknown_outcome"));

    assertThat(dispatchFixture.deliver(Duration.ofSeconds(60), List.of(redriven))).isEmpty();

    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("group", "person")
        .containsEntry("sequenceNumber", "7")
        .containsEntry("firstSeen", "5")
        .containsEntry("reason", "rejected");
  }

  @Test
  void aSuspectResponseStopsItsOwnPersonOnly() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) -> body.equals("a1") ? new Delivery.Suspect(403) : new Delivery.Accepted(200));

    assertThat(dispatchFixture.deliver("a1", "b1", "a2", "b2")).containsExactly("a1", "a2");
    assertThat(dispatchFixture.telemetry.total(Metric.RETRIED, "suspect")).isEqualTo(1);
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  @Test
  void aDeadLetterThatSqsDoesNotConfirmLeavesTheEventWhereItWas() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, ""));
    dispatchFixture.deadLetterQueue.setScript((_, _) -> SendResult.FAILED);

    assertThat(dispatchFixture.deliver("a1", "a2")).containsExactly("a1", "a2");
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1");
  }

  @Test
  void aMessageThatSqsRejectsIsLeftOutOfTheDeadLetter() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(422, "odd"));
    dispatchFixture.deadLetterQueue.setScript(
        (_, entry) ->
            entry.attributes().containsKey("message") ? SendResult.REFUSED : SendResult.CONFIRMED);

    assertThat(dispatchFixture.deliver("a1")).isEmpty();
    assertThat(dispatchFixture.deadLetterQueue.sent()).hasSize(1);
  }

  @Test
  void bytesThatAreNotUtf8AreDeadLetteredUnread() throws Exception {
    var message = dispatchFixture.message("a1", Duration.ZERO, Map.of("encoding", "base64"));

    assertThat(dispatchFixture.deliver(Duration.ofSeconds(60), List.of(message))).isEmpty();
    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("reason", "invalid_event")
        .containsEntry("encoding", "base64");
  }

  @Test
  void aNamedEventOfUnknownOutcomeIsRetriedByDefaultAndDeadLetteredOnRequest() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Unknown("reset"));
    assertThat(dispatchFixture.deliver("a1")).containsExactly("a1");
    assertThat(dispatchFixture.telemetry.total(Metric.UNKNOWN_OUTCOME)).isEqualTo(1);

    DispatchFixture deadLettering =
        new DispatchFixture(new DispatchSettings(250, 10, Duration.ofHours(4), true));
    deadLettering.regal.respondWith(new Delivery.Unknown("reset"));
    assertThat(deadLettering.deliver("a1", "profile1")).containsExactly("profile1");
    assertThat(deadLettering.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("reason", "unknown_outcome");
  }

  @Test
  void at13DaysAndNotBeforeAnEventIsDeadLetteredInAnyCase() throws Exception {
    assertThat(dispatchFixture.deliverAged(Duration.ofDays(13).minusHours(1), "b1")).isEmpty();
    assertThat(dispatchFixture.deliverAged(Duration.ofDays(13), "a1")).isEmpty();

    assertThat(dispatchFixture.regal.posts()).hasSize(1);
    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("reason", "expired");
  }

  @Test
  void nothingOfAnEventOrItsPersonIsReported() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, "secret-message"));
    dispatchFixture.setTranslation(
        (_, arrival) -> DispatchFixture.translation("secret-body", arrival));

    dispatchFixture.deliver("a1");

    assertThat(dispatchFixture.telemetry.lines())
        .isNotEmpty()
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void neitherARejectionSpikeNorAnErrorQuotesAnybody() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, "secret-message"));
    for (int i = 0; i < 3; i++) {
      dispatchFixture.deliver(
          "a" + i, "b" + i, "c" + i, "d" + i, "e" + i, "f" + i, "g" + i, "h" + i, "i" + i, "j" + i);
    }
    dispatchFixture.restart();
    dispatchFixture.regal.respondWith(
        (_, _) -> {
          throw new IllegalStateException("secret-message");
        });
    dispatchFixture.deliver("a1");

    assertThat(dispatchFixture.telemetry.lines())
        .anyMatch(line -> line.contains("reason=rejected, detail=http_400"))
        .anyMatch(line -> line.contains("kind=java.lang.IllegalStateException"))
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void aDeadLetterCarriesAThousandCharactersOfRegalsMessage() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, "x".repeat(5_000)));
    dispatchFixture.deliver("a1");

    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("message", "x".repeat(1_000));
  }

  /// A redriven event has another SentTimestamp than at first.
  @Test
  void anEventArrivedWhenIngestNotedIt() throws Exception {
    List<Instant> arrivals = new ArrayList<>();
    dispatchFixture.setTranslation(
        (body, arrival) -> {
          arrivals.add(arrival);
          return DispatchFixture.translation(body, arrival);
        });
    var message =
        dispatchFixture.message(
            "a1", Duration.ofMinutes(1), Map.of(MessageAttribute.RECEIVED_AT, "1795500000000"));
    dispatchFixture.deliver(Duration.ofSeconds(60), List.of(message));

    assertThat(arrivals).isNotEmpty().containsOnly(Instant.ofEpochMilli(1_795_500_000_000L));
  }

  private static ReceivedEvent withGroup(ReceivedEvent event, String group) {
    return new ReceivedEvent(
        event.messageId(),
        event.receiptHandle(),
        group,
        event.sequenceNumber(),
        event.sentAt(),
        1,
        event.body(),
        event.attributes());
  }
}
