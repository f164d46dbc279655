package bridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The event log follows each event through the bridge.
class EventLogTest {
  private static final String QUEUE = "http://127.0.0.1/events.fifo";
  private static final String BODY =
      "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"ann\",\"timestamp\":\"2026-11-02T09:00:00Z\"}";
  private static final String REQUEST =
      "{\"userId\":\"ann\",\"name\":\"Step\",\"properties\":{},\"originalTimestamp\":\"2026-11-02T09:00:00.000Z\",\"eventSource\":\"Segment\"}";

  private final Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
  private final EventLog eventLog = new EventLog(() -> now[0], Duration.ofMinutes(6));

  @Test
  void anEventGoesFromQueuedByInFlightAndRetryingToDelivered() {
    ExecutionScope.Request request = eventLog.beginRequest(BODY.length());
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", request);
    eventLog.recordResponse(request, 200, "{\"accepted\":1,\"deadLettered\":0}", new byte[0]);
    assertThat(states()).containsExactly("queued");

    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r1", "d1", 1)));
    assertThat(states()).containsExactly("in_flight");

    eventLog.recordPost(exchange(REQUEST, 503));
    eventLog.recordLine("dispatch", line("m1", "retrying", "unavailable", "http_503"), null);
    eventLog.recordVisibility("r1", Duration.ofSeconds(3));
    eventLog.recordResponse(1, List.of(receivedMessage("m1", "r1", "d1", 1)), Set.of("m1"));
    assertThat(states()).containsExactly("retrying");
    assertThat(row(0).get("due")).isEqualTo(new Json.Text("2026-11-24T10:00:03Z"));

    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r2", "d1", 2)));
    eventLog.recordPost(exchange(REQUEST, 200));
    eventLog.recordLine("dispatch", line("m1", "delivered", "", ""), null);
    eventLog.recordResponse(1, List.of(receivedMessage("m1", "r1", "d1", 1)), Set.of());

    assertThat(states()).containsExactly("delivered");
    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("2"));
    assertThat(steps(1))
        .containsExactly(
            "SQS has it",
            "Received, receive count 1, a batch of 1, environment 1",
            "Regal answered 503",
            "Regal could not be reached or is unavailable; it is retried (http_503)",
            "Visible again in 3 s",
            "Received, receive count 2, a batch of 1, environment 1",
            "Regal answered 200",
            "Delivered: Regal has it");
  }

  @Test
  void aRequestThatHoldsMoreThanTheEventAloneBelongsToTheEventOfItsNameAndTime() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r1", "d1", 1)));

    eventLog.recordPost(exchange(REQUEST.replace("\"name\"", "\"traits\":{},\"name\""), 200));
    eventLog.recordPost(exchange(REQUEST.replace("Step", "Other"), 200));

    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("1"));
  }

  @Test
  void whatIsBehindAnUnfinishedEventWaitsToo() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordQueued(QUEUE, message(BODY.replace("Step", "Next"), "ann", "d2"), "m2", null);
    eventLog.recordReceived(
        1, List.of(receivedMessage("m1", "r1", "d1", 1), receivedMessage("m2", "r2", "d2", 1)));
    eventLog.recordLine("dispatch", line("m1", "retrying", "throttled", "http_429"), null);
    eventLog.recordResponse(
        1,
        List.of(receivedMessage("m1", "r1", "d1", 1), receivedMessage("m2", "r2", "d2", 1)),
        Set.of("m1", "m2"));

    assertThat(states()).containsExactly("retrying", "retrying");
    assertThat(steps(2)).last().isEqualTo("Behind an earlier event of the same person");
  }

  @Test
  void aDeadLetterKeepsItsHistoryWhenItIsRedriven() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r1", "d1", 1)));
    eventLog.recordPost(exchange(REQUEST, 400));
    eventLog.recordDeadLetter(
        deadLetter(
            "m1", Map.of(MessageAttribute.REASON, "rejected", MessageAttribute.STATUS, "400")),
        "p1",
        null);
    eventLog.recordLine("dispatch", line("m1", "dead_lettered", "rejected", "http_400"), null);
    eventLog.recordResponse(1, List.of(receivedMessage("m1", "r1", "d1", 1)), Set.of());
    assertThat(states()).containsExactly("dead_lettered");
    assertThat(row(0).get("deadLetterId")).isEqualTo(new Json.Text("p1"));

    eventLog.recordQueued(QUEUE, message(BODY, "ann", "p1"), "m2", null);
    eventLog.recordReceived(2, List.of(receivedMessage("m2", "r2", "p1", 1)));
    eventLog.recordPost(exchange(REQUEST, 200));
    eventLog.recordLine("dispatch", line("m2", "delivered", "", ""), null);
    eventLog.recordResponse(2, List.of(receivedMessage("m2", "r2", "p1", 1)), Set.of());

    assertThat(states()).containsExactly("delivered");
    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("2"));
  }

  @Test
  void whatIsReceivedBeforeSqsConfirmedIsOneHistory() {
    ExecutionScope.Request request = eventLog.beginRequest(BODY.length());
    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r1", "d1", 1)));
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", request);

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void aRedrivenEventThatIsReceivedFirstIsOneHistoryToo() {
    eventLog.recordDeadLetter(
        deadLetter("m1", Map.of(MessageAttribute.REASON, "rejected")), "p1", null);
    eventLog.recordReceived(1, List.of(receivedMessage("m2", "r1", "p1", 1)));
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
    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r1", "d1", 1)));
    eventLog.recordCrash(1, List.of(receivedMessage("m1", "r1", "d1", 1)));

    assertThat(states()).containsExactly("retrying");
    assertThat(row(0).get("due")).isEqualTo(new Json.Text("2026-11-24T10:06:00Z"));
  }

  @Test
  void aRequestThatTheWebhookRejectedIsShownWithItsResponse() {
    ExecutionScope.Request request = eventLog.beginRequest(BODY.length());
    eventLog.recordResponse(request, 423, "{\"message\":\"Not authentic.\"}", BODY.getBytes(UTF_8));

    assertThat(states()).containsExactly("rejected");
    assertThat(row(0).get("reason")).isEqualTo(new Json.Text("http_423"));
  }

  @Test
  void anOvertakenEventIsCounted() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d2"), "m2", null);
    eventLog.recordQueued(QUEUE, message(BODY, "bob", "d3"), "m3", null);
    eventLog.recordLine("dispatch", line("m3", "delivered", "", ""), null);
    assertThat(overtaken()).isEqualTo(new Json.Num("0"));

    eventLog.recordLine("dispatch", line("m2", "delivered", "", ""), null);

    assertThat(overtaken()).isEqualTo(new Json.Num("1"));
  }

  @Test
  void anotherQueueOvertakesNobody() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordQueued(QUEUE + "/bulk", message(BODY, "ann", "d2"), "m2", null);
    eventLog.recordLine("dispatch", line("m2", "delivered", "", ""), null);

    assertThat(overtaken()).isEqualTo(new Json.Num("0"));
  }

  @Test
  void whatTheStateTableRecordsAsDeliveredIsNoAttempt() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordLine("dispatch", line("m1", "duplicate", "", ""), null);

    assertThat(states()).containsExactly("delivered");
    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("0"));
  }

  @Test
  void aResponseAfterTheNextReceiveDoesNotChangeIt() {
    eventLog.recordQueued(QUEUE, message(BODY, "ann", "d1"), "m1", null);
    eventLog.recordReceived(1, List.of(receivedMessage("m1", "r1", "d1", 1)));
    eventLog.recordReceived(2, List.of(receivedMessage("m1", "r2", "d1", 2)));
    eventLog.recordResponse(1, List.of(receivedMessage("m1", "r1", "d1", 1)), Set.of("m1"));

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void theBreakerAndTheRateAreKeptByEnvironment() {
    eventLog.recordReceived(3, List.of());
    eventLog.recordLine(
        "breaker_open", Map.of("cause", "FAILURES"), new ExecutionScope.Environment(3));
    eventLog.recordMetrics("{\"AllowedRequestRate\":12.5}", new ExecutionScope.Environment(3));
    assertThat(gauges())
        .contains("{\"number\":3,\"running\":true,\"cause\":\"FAILURES\",\"pace\":12.5}");

    eventLog.recordLine("breaker_closed", Map.of(), new ExecutionScope.Environment(3));

    assertThat(gauges()).doesNotContain("FAILURES");
  }

  @Test
  void theOldestAreDroppedBeyondTheBound() {
    EventHistoryStore histories = new EventHistoryStore(3, 1_000);
    for (int i = 0; i < 5; i++) {
      histories.index(histories.add(now[0], "{}", Map.of(), "g"), "m" + i);
    }
    assertThat(histories.first()).isEqualTo(3);
    assertThat(histories.of("m1")).isNull();
    assertThat(histories.count(EventState.QUEUED)).isEqualTo(3);

    histories.add(now[0], "x".repeat(999), Map.of(), "g");

    assertThat(histories.first()).isEqualTo(6);
  }

  private List<String> states() {
    return eventLog.read(
        eventLogView ->
            eventLogView.since(0, 100).stream()
                .sorted((a, b) -> Long.compare(a.number, b.number))
                .map(history -> history.state.code())
                .toList());
  }

  private Json.Obj row(int index) {
    return eventLog.read(eventLogView -> (Json.Obj) eventLogView.since(0, 100).get(index).row());
  }

  private List<String> steps(long number) {
    return eventLog.read(
        eventLogView -> {
          EventHistory history = eventLogView.history(number);
          return history == null
              ? List.of()
              : history.timeline().stream().map(EventLogTest::text).toList();
        });
  }

  private static String text(Json step) {
    return step instanceof Json.Obj object && object.get("text") instanceof Json.Text(String text)
        ? text
        : "";
  }

  private String gauges() {
    return eventLog.read(eventLogView -> JsonWriter.text(eventLogView.gauges().json()));
  }

  private @Nullable Json overtaken() {
    return eventLog.<@Nullable Json>read(
        eventLogView -> eventLogView.gauges().json().get("overtaken"));
  }

  private static QueuedEvent message(String body, String group, String dedupId) {
    return new QueuedEvent(group, dedupId, body, Map.of());
  }

  private static QueuedEvent deadLetter(String dedupId, Map<String, String> attributes) {
    return new QueuedEvent(dedupId, dedupId, BODY, attributes);
  }

  private static ReceivedMessage receivedMessage(
      String id, String receipt, String dedupId, int receives) {
    return new ReceivedMessage(QUEUE, id, receipt, dedupId, "ann", receives, BODY, Map.of());
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
    return new RegalExchange(now[0], Map.of(), body, status, Duration.ZERO, false);
  }
}
