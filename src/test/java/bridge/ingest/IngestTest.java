package bridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import bridge.emulator.SegmentSigner;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The webhook as Segment sees it: which answer, and what stands in which queue.
class IngestTest {
  private static final String EVENT = IngestFixture.EVENT;

  private final IngestFixture ingestFixture = new IngestFixture();

  @Test
  void oneSignedEventIsSafe() throws Exception {
    assertThat(ingestFixture.send(EVENT, IngestFixture.signed(EVENT)))
        .isEqualTo(new WebhookResponse.Accepted(1, 0));
    assertThat(ingestFixture.events.sent()).extracting(QueuedEvent::body).containsExactly(EVENT);
  }

  @Test
  void headersComeInAnyCase() throws Exception {
    assertThat(
            ingestFixture
                .send(
                    EVENT,
                    Map.of("x-SIGNATURE", SegmentSigner.sign(EVENT, IngestFixture.SIGNATURE)))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "put"})
  void segmentsOtherMethodsDoTheSame(String method) throws Exception {
    assertThat(ingestFixture.send(method, EVENT, IngestFixture.signed(EVENT)).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "HEAD", "OPTIONS", ""})
  void otherMethodsAreRejected(String method) throws Exception {
    assertThat(ingestFixture.send(method, EVENT, IngestFixture.signed(EVENT)).status())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({"gzip, 415", "br, 415", "'gzip, identity', 415", "identity, 200", "'', 200"})
  void aBodyIsNeverDecompressed(String encoding, int status) throws Exception {
    Map<String, String> headers = new HashMap<>(IngestFixture.signed(EVENT));
    headers.put("content-encoding", encoding);

    assertThat(ingestFixture.send(EVENT, headers).status()).isEqualTo(status);
  }

  @Test
  void overFourAndAHalfMillionBytesAreTooMany() throws Exception {
    String body = EVENT + " ".repeat(4_500_001 - EVENT.length());

    assertThat(ingestFixture.send(body, IngestFixture.signed(EVENT)).status()).isEqualTo(413);
    assertThat(
            ingestFixture.send(body.substring(0, 4_500_000), IngestFixture.signed(EVENT)).status())
        .isEqualTo(200);
  }

  @Test
  void whatSegmentCannotSendIsRejectedBeforeASecretIsFetched() throws Exception {
    ingestFixture.setStoreDown();
    String large = " ".repeat(4_500_001);
    Map<String, String> zipped = Map.of("Content-Encoding", "gzip");

    assertThat(ingestFixture.send("GET", large, zipped).status()).isEqualTo(405);
    assertThat(ingestFixture.send("POST", large, zipped).status()).isEqualTo(415);
    assertThat(ingestFixture.send("POST", large, Map.of()).status()).isEqualTo(413);
    assertThat(ingestFixture.fetches()).isZero();
    assertThat(ingestFixture.send("nonsense", Map.of()).status()).isEqualTo(503);
  }

  @Test
  void aRunOfAPersonThatSqsTookInPartIsCounted() throws Exception {
    ingestFixture.events.onSend(() -> ingestFixture.clock.advance(Duration.ofMillis(15)));
    ingestFixture.events.setScript(
        (call, event) ->
            call == 0 && event.body().contains("\"n\":0}")
                ? SendResult.FAILED
                : SendResult.CONFIRMED);
    String events =
        IntStream.range(0, 1_000)
            .mapToObj(n -> "{\"type\":\"track\",\"userId\":\"u\",\"n\":" + n + "}")
            .collect(Collectors.joining(","));

    assertThat(
            ingestFixture.send(
                "[" + events + "]", IngestFixture.withToken(Map.of(), IngestFixture.TOKEN)))
        .isEqualTo(new WebhookResponse.Accepted(1_000, 0));
    assertThat(ingestFixture.telemetry.total(Metric.ORDER_UNSURE)).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "nonsense", "7", "\"[]\"", "\ufeff{}", "]"})
  void whatBeginsAsNeitherEventNorArrayIsRejectedAtOnce(String body) throws Exception {
    assertThat(ingestFixture.send(body, Map.of()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("bodiesOfNoUse")
  void untilARequestIsAuthenticNothingIsReadButTheBoundsOfItsFirstEvent(String body, int status)
      throws Exception {
    assertThat(ingestFixture.send(body, Map.of()).status()).isEqualTo(423);
    assertThat(ingestFixture.send(body, IngestFixture.signed(EVENT)).status()).isEqualTo(423);
    assertThat(
            ingestFixture
                .send(body, IngestFixture.withToken(Map.of(), IngestFixture.TOKEN))
                .status())
        .isEqualTo(status);
    assertThat(ingestFixture.send(body, IngestFixture.signed(body)).status()).isEqualTo(status);
  }

  static Stream<Arguments> bodiesOfNoUse() {
    return Stream.of(
        arguments("{nonsense}", 400),
        arguments("{\"a\":[}}", 400),
        arguments("{} {}", 400),
        arguments("{\"a\":1", 400),
        arguments("[{\"a\":1", 400),
        arguments("[7", 400),
        arguments("[{},nonsense]", 400),
        arguments("[{}] behind", 400),
        arguments("[" + "1,".repeat(4_000) + "1]", 413));
  }

  @Test
  void aBrokenElementIsDeadLetteredAndTheOthersGoOn() throws Exception {
    String array = "[" + EVENT + ",7," + EVENT.replace("A", "B") + "]";

    assertThat(ingestFixture.send(array, IngestFixture.withToken(Map.of(), IngestFixture.TOKEN)))
        .isEqualTo(new WebhookResponse.Accepted(2, 1));
    assertThat(ingestFixture.events.sent()).hasSize(2);
    assertThat(ingestFixture.deadLetterQueue.sent())
        .extracting(QueuedEvent::body)
        .containsExactly("7");
    assertThat(ingestFixture.telemetry.total(Metric.DEAD_LETTERED, "invalid_event")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"delete\",\"userId\":\"u\"}",
        "{\"type\":\"track\",\"type\":\"identify\"}",
        "{\"type\":\"nonsense\"}"
      })
  void whatOnlyTheTranslationCanDecideIsAccepted(String event) throws Exception {
    assertThat(ingestFixture.send(event, IngestFixture.signed(event)))
        .isEqualTo(new WebhookResponse.Accepted(1, 0));
  }

  @Test
  void everyResponseAndEveryAcceptedEventIsCountedAndLogged() throws Exception {
    String array = "[" + EVENT + ",7," + EVENT.replace("A", "B") + "]";

    ingestFixture.send(array, IngestFixture.withToken(Map.of(), IngestFixture.TOKEN));
    ingestFixture.send("nonsense", Map.of());

    assertThat(ingestFixture.telemetry.total(Metric.WEBHOOK_RESPONSES, "200")).isEqualTo(1);
    assertThat(ingestFixture.telemetry.total(Metric.WEBHOOK_RESPONSES, "400")).isEqualTo(1);
    assertThat(ingestFixture.telemetry.total(Metric.ACCEPTED)).isEqualTo(2);
    assertThat(ingestFixture.telemetry.lines())
        .containsExactly(
            "ingest {outcome=dead_lettered, reason=invalid_event, events=1}",
            "ingest {status=200, accepted=2, deadLettered=1, tookMs=0}",
            "ingest {status=400, tookMs=0}");
  }

  @Test
  void whatSqsRejectsForGoodIsDeadLettered() throws Exception {
    ingestFixture.events.setScript((_, _) -> SendResult.REFUSED);

    assertThat(ingestFixture.send(EVENT, IngestFixture.signed(EVENT)))
        .isEqualTo(new WebhookResponse.Accepted(0, 1));
    assertThat(ingestFixture.deadLetterQueue.sent()).hasSize(1);
  }

  @Test
  void nothingIsCalledSafeThatSqsDidNotConfirm() throws Exception {
    ingestFixture.events.onSend(() -> ingestFixture.clock.advance(Duration.ofMillis(15)));
    ingestFixture.events.setScript((_, _) -> SendResult.FAILED);

    assertThat(ingestFixture.send(EVENT, IngestFixture.signed(EVENT)).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "FAILED"})
  void neitherIsWhatTheDeadLetterQueueDoesNotTake(SendResult result) throws Exception {
    ingestFixture.deadLetterQueue.onSend(() -> ingestFixture.clock.advance(Duration.ofSeconds(1)));
    ingestFixture.deadLetterQueue.setScript((_, _) -> result);

    WebhookResponse response =
        ingestFixture.send("[7]", IngestFixture.withToken(Map.of(), IngestFixture.TOKEN));
    assertThat(response.status()).isEqualTo(503);
  }

  @Test
  void aQueueThatDoesNotExistIsNamedToTheSenderOfAnAuthenticRequest() throws Exception {
    ingestFixture.bulk.setMissing("bulk.fifo");
    ingestFixture.bulk.onSend(() -> ingestFixture.clock.advance(Duration.ofSeconds(4)));
    String engage = "{\"messageId\":\"personas_1\"}";

    WebhookResponse response = ingestFixture.send(engage, IngestFixture.signed(engage));

    assertThat(response)
        .isEqualTo(
            new WebhookResponse.Unavailable(
                "The queue bulk.fifo does not exist. Create it, then send again."));
  }

  @Test
  void theDeadlineCountsFromWhenApiGatewayTookTheRequest() throws Exception {
    ingestFixture.events.onSend(() -> ingestFixture.clock.advance(Duration.ofMillis(100)));
    ingestFixture.events.setScript((_, _) -> SendResult.FAILED);
    Instant start = ingestFixture.clock.now();

    ingestFixture.ingest.handle(
        IngestFixture.request(
            "POST", EVENT, IngestFixture.signed(EVENT), start.minusMillis(3_000)));
    assertThat(Duration.between(start, ingestFixture.clock.now()))
        .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_600));

    for (Duration implausible : List.of(Duration.ofHours(1), Duration.ofHours(-1))) {
      Instant next = ingestFixture.clock.now();
      ingestFixture.ingest.handle(
          IngestFixture.request(
              "POST", EVENT, IngestFixture.signed(EVENT), next.plus(implausible)));
      assertThat(Duration.between(next, ingestFixture.clock.now()))
          .as("the clocks are apart by %s", implausible)
          .isBetween(Duration.ofMillis(3_500), Duration.ofMillis(3_600));
    }
  }

  @Test
  void aResponseSaysWhatIsSafeOrWhatToDoAndQuotesNothing() throws Exception {
    assertThat(ingestFixture.send(EVENT, IngestFixture.signed(EVENT)).body())
        .isEqualTo("{\"accepted\":1,\"deadLettered\":0}");
    assertThat(ingestFixture.send("+12125550123", Map.of()).body())
        .startsWith("{\"message\":\"")
        .contains("Send a JSON object")
        .doesNotContain("1212");
    assertThat(ingestFixture.send(EVENT, Map.of()).body()).contains("X-Bridge-Token");

    ingestFixture.signature.setValue("REPLACE_ME");
    ingestFixture.clock.sleep(Duration.ofMinutes(6));
    assertThat(ingestFixture.send(EVENT, Map.of()).body()).contains("Send again");
  }
}
