package bridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import bridge.segment.EngageOrigin;
import bridge.segment.EventJson;
import bridge.segment.SegmentEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Engage's events use the bulk queue, so that a first sync of millions delays no live event.
class BulkQueueTest {
  private static final String ENGAGE = "{\"userId\":\"u\",\"context\":{\"personas\":{}}}";
  private static final String LIVE = "{\"userId\":\"u\"}";

  private final FakePlatform clock = new FakePlatform();
  private final FakeQueue events = new FakeQueue();
  private final FakeQueue bulk = new FakeQueue();
  private final FakeQueue deadLetterQueue = new FakeQueue();

  @Test
  void engagesEventsGoToTheBulkQueueAndAllOthersToTheEventsQueue() throws Exception {
    EventPublisher.Outcome outcome = publish(bulk, ENGAGE, LIVE, "{\"messageId\":\"personas_1\"}");

    assertThat(outcome.isAllSafe()).isTrue();
    assertThat(events.sent()).extracting(QueuedEvent::body).containsExactly(LIVE);
    assertThat(bulk.sent()).hasSize(2);
  }

  @Test
  void aRequestIsSafeOnlyWhenBothQueuesAre() throws Exception {
    FakeQueue down =
        new FakeQueue()
            .onSend(() -> clock.advance(Duration.ofMillis(10)))
            .setScript((_, _) -> SendResult.FAILED);

    assertThat(publish(down, ENGAGE, LIVE).isAllSafe()).isFalse();
  }

  @Test
  void withoutABulkQueueEngagesEventsKeepTheirPlaceAmongThePersonsOthers() throws Exception {
    new EventPublisher(clock, IngestQueues.withoutBulk(events, deadLetterQueue))
        .publish(
            rawEvents("[" + ENGAGE + "," + LIVE + "]"), clock.now(), clock.now().plusSeconds(4));

    assertThat(events.sent()).extracting(QueuedEvent::body).containsExactly(ENGAGE, LIVE);
  }

  @Test
  void runsThatEitherQueueTookInPartAreCountedTogether() throws Exception {
    BiFunction<Integer, QueuedEvent, SendResult> firstFails =
        (call, event) ->
            call == 0 && event.body().contains("\"n\":0")
                ? SendResult.FAILED
                : SendResult.CONFIRMED;
    events.setScript(firstFails);
    bulk.setScript(firstFails);
    String[] array =
        IntStream.range(0, 404)
            .mapToObj(n -> "{\"n\":" + n / 2 + "," + (n % 2 == 0 ? LIVE : ENGAGE).substring(1))
            .toArray(String[]::new);

    assertThat(publish(bulk, array)).isEqualTo(new EventPublisher.Outcome(true, List.of(), 18));
  }

  @Test
  void whatSqsRejectsOfEitherQueueIsDeadLettered() throws Exception {
    FakeQueue odd = new FakeQueue().setScript((_, _) -> SendResult.REFUSED);

    assertThat(publish(odd, ENGAGE, LIVE).deadLettered()).hasSize(1);
    assertThat(deadLetterQueue.sent()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ENGAGE,
        LIVE,
        "{\"context\":{\"personas\":[]}}",
        "{\"context\":{\"personas\":null,\"traits\":{\"personas\":{}}}}",
        "{\"context\":{\"a\":{\"personas\":{}},\"personas\":{\"x\":[{}]}},\"traits\":{}}",
        "{\"context\":{\"Personas\":{}}}",
        "{\"Context\":{\"personas\":{}}}",
        "{\"CONTEXT\":{\"personas\":{}},\"context\":{}}",
        "{\"context\":[{\"personas\":{}}]}",
        "{\"context\":\"personas\"}",
        "{\"messageId\":\"personas_7\"}",
        "{\"messageid\":\"personas_7\"}",
        "{\"messageId\":\"api-personas_7\"}",
        "{\"properties\":{\"personas\":{}},\"personas\":{}}"
      })
  void ingestRecognisesEngageByTheRuleOfTheTranslation(String event) throws Exception {
    RawEvent rawEvent = rawEvents(event).getFirst();

    assertThat(rawEvent.ids().isEngage())
        .isEqualTo(EngageOrigin.of(SegmentEvent.of(EventJson.read(event))).isEngage());
  }

  @ParameterizedTest
  @CsvSource({"the-bridge-token, bulk, 2, 0", "the-bridge-token, BULK, 0, 2", ", bulk, 0, 1"})
  void theHeaderChoosesTheBulkQueueOnlyBesideTheToken(
      @Nullable String token, String queue, int onBulk, int onEvents) throws Exception {
    IngestFixture ingestFixture = new IngestFixture();
    String body = token == null ? LIVE : "[" + LIVE + ",{\"userId\":\"v\"}]";
    Map<String, String> headers = new HashMap<>(IngestFixture.signed(LIVE));
    headers.put("x-bridge-queue", queue);

    WebhookResponse response =
        ingestFixture.send(body, token == null ? headers : IngestFixture.withToken(headers, token));

    assertThat(response).isEqualTo(new WebhookResponse.Accepted(onBulk + onEvents, 0));
    assertThat(ingestFixture.bulk.sent()).hasSize(onBulk);
    assertThat(ingestFixture.events.sent()).hasSize(onEvents);
  }

  private EventPublisher.Outcome publish(FakeQueue bulk, String... array) throws Exception {
    return new EventPublisher(clock, new IngestQueues(events, bulk, deadLetterQueue))
        .publish(
            rawEvents("[" + String.join(",", array) + "]"),
            clock.now(),
            clock.now().plusSeconds(4));
  }

  private static List<RawEvent> rawEvents(String body) throws PayloadException {
    return Payload.split(body.getBytes(StandardCharsets.UTF_8)).events();
  }
}
