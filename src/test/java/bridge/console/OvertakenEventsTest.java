package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.queue.QueuedEvent;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Overtaken events are counted where order is promised, and only there.
class OvertakenEventsTest {
  private static final String EVENTS = "events.fifo";

  private final Instant[] now = {Instant.parse("2026-11-24T10:00:00Z")};
  private final EventLog eventLog =
      new EventLog(
          () -> now[0], Duration.ofMinutes(6), new Translator(TranslationSettings.DEFAULT));
  private final WebhookRequestRecord request = eventLog.beginRequest(1);

  @Test
  void anEarlierEventOfAnAcceptedRequestIsOvertaken() {
    queue(EVENTS, "ann", "m1", request);
    queue(EVENTS, "ann", "m2", request);
    queue(EVENTS, "bob", "m3", request);
    deliver("m3");
    deliver("m2");
    assertOvertaken(0);

    respond(request, 200);

    assertOvertaken(1);
  }

  @Test
  void anEventOfARequestThatWasAcceptedBeforeIsOvertaken() {
    queue(EVENTS, "ann", "m1", request);
    respond(request, 200);
    queue(EVENTS, "ann", "m2", eventLog.beginRequest(1));
    deliver("m2");

    assertOvertaken(1);
  }

  @Test
  void aRequestThatIsNotAcceptedPromisesNoOrder() {
    queue(EVENTS, "ann", "m1", request);
    queue(EVENTS, "ann", "m2", request);
    deliver("m2");
    respond(request, 503);

    assertOvertaken(0);
  }

  @Test
  void requestsAtTheSameTimePromiseNoOrder() {
    WebhookRequestRecord other = eventLog.beginRequest(1);
    now[0] = now[0].plusSeconds(1);
    queue(EVENTS, "ann", "m1", request);
    queue(EVENTS, "ann", "m2", other);
    respond(request, 200);
    respond(other, 200);
    deliver("m2");

    assertOvertaken(0);
  }

  @Test
  void thereIsNoOrderBetweenTwoQueues() {
    queue(EVENTS, "ann", "m1", request);
    queue("bulk.fifo", "ann", "m2", request);
    respond(request, 200);
    deliver("m2");

    assertOvertaken(0);
  }

  private void queue(String queue, String person, String id, WebhookRequestRecord by) {
    eventLog.recordQueued(queue, new QueuedEvent(person, "dedup " + id, "{}", Map.of()), id, by);
  }

  private void respond(WebhookRequestRecord to, int status) {
    eventLog.recordResponse(to, status, "{}", new byte[0]);
  }

  private void deliver(String id) {
    eventLog.recordLine("dispatch", Map.of("messageId", id, "outcome", "delivered"), null);
  }

  private void assertOvertaken(int events) {
    assertThat(eventLog.gauges().json().get("overtaken"))
        .isEqualTo(new Json.Num(Integer.toString(events)));
  }
}
