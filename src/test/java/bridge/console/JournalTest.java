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

class JournalTest {
  private static final String LANE = "http://127.0.0.1/events.fifo";
  private static final String BODY =
      "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"ann\",\"timestamp\":\"2026-11-02T09:00:00Z\"}";
  private static final String REQUEST =
      "{\"userId\":\"ann\",\"name\":\"Step\",\"properties\":{},\"originalTimestamp\":\"2026-11-02T09:00:00.000Z\",\"eventSource\":\"Segment\"}";

  private final Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
  private final EventLog journal = new EventLog(() -> now[0], Duration.ofMinutes(6));

  @Test
  void anEventGoesFromQueuedByInFlightAndWaitingToDelivered() {
    ExecutionScope.Request request = journal.began(BODY.length());
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", request);
    journal.answered(request, 200, "{\"accepted\":1,\"parked\":0}", new byte[0]);
    assertThat(states()).containsExactly("queued");

    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1)));
    assertThat(states()).containsExactly("in_flight");

    journal.posted(exchange(REQUEST, 503));
    journal.line("dispatch", line("m1", "waiting", "unavailable", "http_503"), null);
    journal.delayed("r1", Duration.ofSeconds(3));
    journal.answered(1, List.of(handedOut("m1", "r1", "d1", 1)), Set.of("m1"));
    assertThat(states()).containsExactly("waiting");
    assertThat(row(0).get("due")).isEqualTo(new Json.Text("2026-11-24T10:00:03Z"));

    journal.handedOut(1, List.of(handedOut("m1", "r2", "d1", 2)));
    journal.posted(exchange(REQUEST, 200));
    journal.line("dispatch", line("m1", "delivered", "", ""), null);
    journal.answered(1, List.of(handedOut("m1", "r1", "d1", 1)), Set.of());

    assertThat(states()).containsExactly("delivered");
    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("2"));
    assertThat(steps(1))
        .containsExactly(
            "SQS has it",
            "Handed out, receive 1, a batch of 1, environment 1",
            "Regal answered 503",
            "Regal could not be reached or said it is down; it comes again (http_503)",
            "To be handed out again in 3 s",
            "Handed out, receive 2, a batch of 1, environment 1",
            "Regal answered 200",
            "Delivered: Regal has it");
  }

  @Test
  void aRequestThatHoldsMoreThanTheEventAloneBelongsToTheEventOfItsNameAndTime() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1)));

    journal.posted(exchange(REQUEST.replace("\"name\"", "\"traits\":{},\"name\""), 200));
    journal.posted(exchange(REQUEST.replace("Step", "Other"), 200));

    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("1"));
  }

  @Test
  void whatStandsBehindAnUnfinishedEventWaitsToo() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.queued(LANE, message(BODY.replace("Step", "Next"), "ann", "d2"), "m2", null);
    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1), handedOut("m2", "r2", "d2", 1)));
    journal.line("dispatch", line("m1", "waiting", "throttled", "http_429"), null);
    journal.answered(
        1,
        List.of(handedOut("m1", "r1", "d1", 1), handedOut("m2", "r2", "d2", 1)),
        Set.of("m1", "m2"));

    assertThat(states()).containsExactly("waiting", "waiting");
    assertThat(steps(2)).last().isEqualTo("Behind an earlier event of the same person");
  }

  @Test
  void aParkedEventKeepsItsStoryWhenItIsSentBack() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1)));
    journal.posted(exchange(REQUEST, 400));
    journal.parked(
        parked("m1", Map.of(MessageAttribute.REASON, "refused", MessageAttribute.STATUS, "400")),
        "p1",
        null);
    journal.line("dispatch", line("m1", "parked", "refused", "http_400"), null);
    journal.answered(1, List.of(handedOut("m1", "r1", "d1", 1)), Set.of());
    assertThat(states()).containsExactly("parked");
    assertThat(row(0).get("parkedId")).isEqualTo(new Json.Text("p1"));

    journal.queued(LANE, message(BODY, "ann", "p1"), "m2", null);
    journal.handedOut(2, List.of(handedOut("m2", "r2", "p1", 1)));
    journal.posted(exchange(REQUEST, 200));
    journal.line("dispatch", line("m2", "delivered", "", ""), null);
    journal.answered(2, List.of(handedOut("m2", "r2", "p1", 1)), Set.of());

    assertThat(states()).containsExactly("delivered");
    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("2"));
  }

  @Test
  void whatIsHandedOutBeforeSqsConfirmedIsOneStoryAllTheSame() {
    ExecutionScope.Request request = journal.began(BODY.length());
    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1)));
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", request);

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void aReplayedEventThatIsHandedOutFirstIsOneStoryToo() {
    journal.parked(parked("m1", Map.of(MessageAttribute.REASON, "refused")), "p1", null);
    journal.handedOut(1, List.of(handedOut("m2", "r1", "p1", 1)));
    journal.queued(LANE, message(BODY, "ann", "p1"), "m2", null);

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void aRepeatThatSqsDroppedIsToldOfAndIsNoSecondEvent() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", journal.began(1));
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", journal.began(1));

    assertThat(states()).containsExactly("queued");
    assertThat(steps(1)).last().isEqualTo("Came again; SQS knew it and dropped the repeat");
  }

  @Test
  void aKilledInvocationLeavesItsEventsWaitingForTheirVisibility() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1)));
    journal.died(1, List.of(handedOut("m1", "r1", "d1", 1)));

    assertThat(states()).containsExactly("waiting");
    assertThat(row(0).get("due")).isEqualTo(new Json.Text("2026-11-24T10:06:00Z"));
  }

  @Test
  void aRequestThatTheWebhookRefusedIsShownWithItsAnswer() {
    ExecutionScope.Request request = journal.began(BODY.length());
    journal.answered(request, 423, "{\"message\":\"Not authentic.\"}", BODY.getBytes(UTF_8));

    assertThat(states()).containsExactly("refused");
    assertThat(row(0).get("reason")).isEqualTo(new Json.Text("http_423"));
  }

  @Test
  void whoIsOvertakenIsCounted() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.queued(LANE, message(BODY, "ann", "d2"), "m2", null);
    journal.queued(LANE, message(BODY, "bob", "d3"), "m3", null);
    journal.line("dispatch", line("m3", "delivered", "", ""), null);
    assertThat(overtaken()).isEqualTo(new Json.Num("0"));

    journal.line("dispatch", line("m2", "delivered", "", ""), null);

    assertThat(overtaken()).isEqualTo(new Json.Num("1"));
  }

  @Test
  void anotherLaneOvertakesNobody() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.queued(LANE + "/bulk", message(BODY, "ann", "d2"), "m2", null);
    journal.line("dispatch", line("m2", "delivered", "", ""), null);

    assertThat(overtaken()).isEqualTo(new Json.Num("0"));
  }

  @Test
  void whatTheMemoryKnowsToBeDeliveredIsNoAttempt() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.line("dispatch", line("m1", "repeated", "", ""), null);

    assertThat(states()).containsExactly("delivered");
    assertThat(row(0).get("attempts")).isEqualTo(new Json.Num("0"));
  }

  @Test
  void anAnswerThatComesAfterTheNextHandOutSaysNothingOfIt() {
    journal.queued(LANE, message(BODY, "ann", "d1"), "m1", null);
    journal.handedOut(1, List.of(handedOut("m1", "r1", "d1", 1)));
    journal.handedOut(2, List.of(handedOut("m1", "r2", "d1", 2)));
    journal.answered(1, List.of(handedOut("m1", "r1", "d1", 1)), Set.of("m1"));

    assertThat(states()).containsExactly("in_flight");
  }

  @Test
  void theBreakerAndThePaceAreKnownByEnvironment() {
    journal.handedOut(3, List.of());
    journal.line("breaker_open", Map.of("cause", "FAILURES"), new ExecutionScope.Environment(3));
    journal.metrics("{\"Pace\":12.5}", new ExecutionScope.Environment(3));
    assertThat(gauges())
        .contains("{\"number\":3,\"running\":true,\"cause\":\"FAILURES\",\"pace\":12.5}");

    journal.line("breaker_closed", Map.of(), new ExecutionScope.Environment(3));

    assertThat(gauges()).doesNotContain("FAILURES");
  }

  @Test
  void theOldestAreForgottenBeyondTheBound() {
    EventHistoryStore shelf = new EventHistoryStore(3, 1_000);
    for (int i = 0; i < 5; i++) {
      shelf.name(shelf.add(now[0], "{}", Map.of(), "g"), "m" + i);
    }
    assertThat(shelf.first()).isEqualTo(3);
    assertThat(shelf.of("m1")).isNull();
    assertThat(shelf.count(EventState.QUEUED)).isEqualTo(3);

    shelf.add(now[0], "x".repeat(999), Map.of(), "g");

    assertThat(shelf.first()).isEqualTo(6);
  }

  private List<String> states() {
    return journal.read(
        view ->
            view.since(0, 100).stream()
                .sorted((a, b) -> Long.compare(a.number, b.number))
                .map(story -> story.state.code())
                .toList());
  }

  private Json.Obj row(int index) {
    return journal.read(view -> (Json.Obj) view.since(0, 100).get(index).row());
  }

  private List<String> steps(long number) {
    return journal.read(
        view -> {
          EventHistory story = view.story(number);
          return story == null
              ? List.of()
              : story.timeline().stream().map(JournalTest::text).toList();
        });
  }

  private static String text(Json step) {
    return step instanceof Json.Obj object && object.get("text") instanceof Json.Text(String text)
        ? text
        : "";
  }

  private String gauges() {
    return journal.read(view -> JsonWriter.text(view.gauges().json()));
  }

  private @Nullable Json overtaken() {
    return journal.<@Nullable Json>read(view -> view.gauges().json().get("overtaken"));
  }

  private static QueuedEvent message(String body, String group, String dedupId) {
    return new QueuedEvent(group, dedupId, body, Map.of());
  }

  private static QueuedEvent parked(String dedupId, Map<String, String> attributes) {
    return new QueuedEvent(dedupId, dedupId, BODY, attributes);
  }

  private static ReceivedMessage handedOut(
      String id, String receipt, String dedupId, int receives) {
    return new ReceivedMessage(LANE, id, receipt, dedupId, "ann", receives, BODY, Map.of());
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
