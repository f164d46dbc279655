package bridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// The event log follows each event through the bridge.
class EventLogTest {
  private static final String QUEUE = "http://127.0.0.1/events.fifo";
  private static final String BODY =
      "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"ann\",\"timestamp\":\"2026-11-02T09:00:00Z\"}";
  private static final String REQUEST =
      "{\"userId\":\"ann\",\"name\":\"Step\",\"properties\":{},\"originalTimestamp\":\"2026-11-02T09:00:00.000Z\",\"eventSource\":\"Segment\"}";

  private final Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
  private final EventLog eventLog =
      new EventLog(
          () -> now[0], Duration.ofMinutes(6), new Translator(TranslationSettings.DEFAULT));

  @Test
  void anEventGoesFromQueuedByInFlightAndRetryingToDelivered() {
    WebhookRequestRecord request = eventLog.beginRequest(BODY.length());
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", request);
    eventLog.recordResponse(request, 200, "{\"accepted\":1,\"deadLettered\":0}", new byte[0]);
    assertThat(states()).containsExactly("queued");

    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    assertThat(states()).containsExactly("in_flight");

    eventLog.recordPost(exchange(REQUEST, 503));
    eventLog.recordLine("dispatch", line("m1", "retrying", "unavailable", "http_503"), null);
    eventLog.recordVisibility("r1", Duration.ofSeconds(3));
    eventLog.recordResponse(1, Set.of("m1"));
    assertThat(states()).containsExactly("retrying");
    assertThat(rows().getFirst().get("due")).isEqualTo(new Json.Text("2026-11-24T10:00:03Z"));

    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r2", "d1", 2)));
    eventLog.recordPost(exchange(REQUEST, 200));
    eventLog.recordLine("dispatch", line("m1", "delivered", "", ""), null);
    eventLog.recordResponse(1, Set.of());

    assertThat(states()).containsExactly("delivered");
    assertThat(rows().getFirst().get("attempts")).isEqualTo(new Json.Num("2"));
    assertThat(steps(1))
        .containsExactly(
            "SQS has it",
            "Received, receive count 1, a batch of 1, environment 1",
            "Regal responded 503",
            "Regal could not be reached or is unavailable; it is retried (http_503)",
            "Visible again in 3 s",
            "Received, receive count 2, a batch of 1, environment 1",
            "Regal responded 200",
            "Delivered: Regal has it");
  }

  @Test
  void aRequestThatHoldsMoreThanTheEventAloneBelongsToTheEventOfItsNameAndTime() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));

    eventLog.recordPost(exchange(REQUEST.replace("\"name\"", "\"traits\":{},\"name\""), 200));
    eventLog.recordPost(exchange(REQUEST.replace("Step", "Other"), 200));

    assertThat(rows().getFirst().get("attempts")).isEqualTo(new Json.Num("1"));
  }

  @Test
  void whatIsBehindAnUnfinishedEventWaitsToo() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordQueued(QUEUE, message(BODY.replace("Step", "Next"), "ann", "d2"), "m2", null);
    eventLog.recordReceived(
        1, QUEUE, List.of(received("m1", "r1", "d1", 1), received("m2", "r2", "d2", 1)));
    eventLog.recordLine("dispatch", line("m1", "retrying", "throttled", "http_429"), null);
    eventLog.recordResponse(1, Set.of("m1", "m2"));

    assertThat(states()).containsExactly("retrying", "retrying");
    assertThat(steps(2)).last().isEqualTo("Behind an earlier event of the same person");
  }

  @Test
  void aDeadLetterKeepsItsHistoryWhenItIsRedriven() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    eventLog.recordPost(exchange(REQUEST, 400));
    eventLog.recordDeadLetter(
        deadLetter(
            "m1", Map.of(MessageAttribute.REASON, "rejected", MessageAttribute.STATUS, "400")),
        "p1",
        null);
    eventLog.recordLine("dispatch", line("m1", "dead_lettered", "rejected", "http_400"), null);
    eventLog.recordResponse(1, Set.of());
    assertThat(states()).containsExactly("dead_lettered");
    assertThat(rows().getFirst().get("deadLetterId")).isEqualTo(new Json.Text("p1"));

    eventLog.recordQueued(QUEUE, message(BODY, "ann", "p1"), "m2", null);
    eventLog.recordReceived(2, QUEUE, List.of(received("m2", "r2", "p1", 1)));
    eventLog.recordPost(exchange(REQUEST, 200));
    eventLog.recordLine("dispatch", line("m2", "delivered", "", ""), null);
    eventLog.recordResponse(2, Set.of());

    assertThat(states()).containsExactly("delivered");
    assertThat(rows().getFirst().get("attempts")).isEqualTo(new Json.Num("2"));
  }

  @Test
  void whatIsReceivedBeforeSqsConfirmedIsOneHistory() {
    WebhookRequestRecord request = eventLog.beginRequest(BODY.length());
    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", request);

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void aRedrivenEventThatIsReceivedFirstIsOneHistoryToo() {
    eventLog.recordDeadLetter(
        deadLetter("m1", Map.of(MessageAttribute.REASON, "rejected")), "p1", null);
    eventLog.recordReceived(1, QUEUE, List.of(received("m2", "r1", "p1", 1)));
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "p1"), "m2", null);

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void aDuplicateThatSqsDroppedIsShownAndIsNoSecondEvent() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", eventLog.beginRequest(1));
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", eventLog.beginRequest(1));

    assertThat(states()).containsExactly("queued");
    assertThat(steps(1)).last().isEqualTo("Sent again; SQS dropped the duplicate");
  }

  @Test
  void aKilledInvocationLeavesItsEventsRetryingAfterTheirVisibility() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    eventLog.recordCrash(1);

    assertThat(states()).containsExactly("retrying");
    assertThat(rows().getFirst().get("due")).isEqualTo(new Json.Text("2026-11-24T10:06:00Z"));
  }

  @Test
  void aRequestThatTheWebhookRejectedIsShownWithItsResponse() {
    WebhookRequestRecord request = eventLog.beginRequest(BODY.length());
    eventLog.recordResponse(request, 423, "{\"message\":\"Not authentic.\"}", BODY.getBytes(UTF_8));

    assertThat(states()).containsExactly("rejected");
    assertThat(rows().getFirst().get("reason")).isEqualTo(new Json.Text("http_423"));
  }

  @Test
  void aResponseIsShownOnceItIsThere() {
    RegalExchange exchange = new RegalExchange(now[0], Map.of(), REQUEST, 200, "{}", false);
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    eventLog.recordPost(exchange);
    assertThat(steps(1)).last().isEqualTo("Posted to Regal");

    exchange.end(Duration.ofSeconds(5));

    assertThat(steps(1)).last().isEqualTo("Regal responded 200");
  }

  @Test
  void anEventHasEndedWhenItsOutcomeIsRecorded() {
    WebhookRequestRecord request = eventLog.beginRequest(1);
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", request);
    assertThat(rows().getFirst().get("ended")).isNull();

    now[0] = now[0].plusSeconds(2);
    eventLog.recordLine("dispatch", line("m1", "delivered", "", ""), null);
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", eventLog.beginRequest(1));

    assertThat(rows().getFirst().get("ended")).isEqualTo(new Json.Text("2026-11-24T10:00:02Z"));
    assertThat(rows().getFirst().get("request")).isEqualTo(new Json.Num("1"));
  }

  @Test
  void whatTheStateTableRecordsAsDeliveredIsNoAttempt() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordLine("dispatch", line("m1", "duplicate", "", ""), null);

    assertThat(states()).containsExactly("delivered");
    assertThat(rows().getFirst().get("attempts")).isEqualTo(new Json.Num("0"));
  }

  @Test
  void aResponseAfterTheNextReceiveDoesNotChangeIt() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    eventLog.recordReceived(2, QUEUE, List.of(received("m1", "r2", "d1", 2)));
    eventLog.recordResponse(1, Set.of("m1"));

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void theBreakerAndTheRateAreKeptByEnvironment() {
    eventLog.recordReceived(3, QUEUE, List.of(received("m1", "r1", "d1", 1)));
    eventLog.recordLine(
        "breaker_open", Map.of("cause", "FAILURES"), new ExecutionScope.Environment(3));
    eventLog.recordMetrics("{\"AllowedRequestRate\":12.5}", new ExecutionScope.Environment(3));
    assertThat(gauges())
        .contains("{\"number\":3,\"running\":true,\"cause\":\"FAILURES\",\"pace\":12.5}");

    eventLog.recordLine("breaker_closed", Map.of(), new ExecutionScope.Environment(3));

    assertThat(gauges()).doesNotContain("FAILURES");
  }

  private List<String> states() {
    return rows().stream().map(row -> text(row.get("state"))).toList();
  }

  private List<Json.Obj> rows() {
    return eventLog.changesAfter(0, 100).rows().stream()
        .map(Json.Obj.class::cast)
        .sorted(Comparator.comparingInt(row -> Integer.parseInt(text(row.get("n")))))
        .toList();
  }

  private static String text(@Nullable Json value) {
    return switch (value) {
      case Json.Text(String text) -> text;
      case Json.Num(String lexeme) -> lexeme;
      case null, default -> "";
    };
  }

  private List<String> steps(long number) {
    EventHistory history = eventLog.find(number);
    return history != null
            && eventLog.detail(history).json().get("timeline") instanceof Json.Arr(var steps)
        ? steps.stream().map(step -> text(((Json.Obj) step).get("text"))).toList()
        : List.of();
  }

  private String gauges() {
    return JsonWriter.text(eventLog.gauges().json());
  }

  private static QueuedEvent message(String body, String group, String dedupId) {
    return new QueuedEvent(group, dedupId, body, Map.of());
  }

  private static QueuedEvent deadLetter(String dedupId, Map<String, String> attributes) {
    return new QueuedEvent(dedupId, dedupId, BODY, attributes);
  }

  private static Message received(String id, String receipt, String dedupId, int receives) {
    return Message.builder()
        .messageId(id)
        .receiptHandle(receipt)
        .body(BODY)
        .attributes(
            Map.of(
                MessageSystemAttributeName.MESSAGE_GROUP_ID,
                "ann",
                MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID,
                dedupId,
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                Integer.toString(receives)))
        .build();
  }

  private static Map<String, String> line(String id, String outcome, String reason, String detail) {
    Map<String, String> fields = new HashMap<>();
    fields.put("messageId", id);
    fields.put("outcome", outcome);
    fields.put("reason", reason);
    fields.put("detail", detail);
    return fields;
  }

  private RegalExchange exchange(String body, int status) {
    RegalExchange exchange = new RegalExchange(now[0], Map.of(), body, status, "{}", false);
    exchange.end(Duration.ofMillis(12));
    return exchange;
  }
}
