package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.queue.QueuedEvent;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the page shows of one event.
class EventHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final String BODY =
      "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"ann\",\"timestamp\":\"2026-11-02T09:00:00Z\"}";
  private static final String REQUEST =
      "{\"userId\":\"ann\",\"name\":\"Step\",\"properties\":{},\"originalTimestamp\":\"2026-11-02T09:00:00.000Z\",\"eventSource\":\"Segment\"}";

  private final EventHistory history =
      new EventHistory(1, NOON, new QueuedEvent("ann", "d1", BODY, Map.of()));

  @Test
  void aLongTimelineKeepsItsBeginningAndItsEnd() {
    for (int i = 1; i <= 200; i++) {
      history.addStep(new EventHistory.Step(NOON, "taken", "Step " + i, null));
    }

    List<Json> steps =
        history.detail().json().get("timeline") instanceof Json.Arr timeline
            ? timeline.elements()
            : List.of();

    assertThat(steps).hasSize(121);
    assertThat(JsonWriter.text(steps.get(19))).contains("Step 20\"");
    assertThat(JsonWriter.text(steps.get(20)))
        .contains("\"kind\":\"gap\"", "80 steps in between are no longer kept");
    assertThat(JsonWriter.text(steps.get(21))).contains("Step 101\"");
    assertThat(JsonWriter.text(steps.getLast())).contains("Step 200\"");
  }

  @Test
  void aRequestThatIsNotTheEventsOwnTranslationIsMarked() {
    history.translation =
        new RequestMatcher(new Translator(TranslationSettings.DEFAULT)).translate(history);

    history.lastExchange = exchange(REQUEST);
    assertThat(JsonWriter.text(history.detail().json())).doesNotContain("differs");

    history.lastExchange = exchange(REQUEST.replace("\"name\"", "\"traits\":{},\"name\""));
    assertThat(JsonWriter.text(history.detail().json())).contains("\"differs\":true");
  }

  @Test
  void aRejectedRequestIsShownAsReceived() {
    EventHistory rejected =
        new EventHistory(2, NOON, new QueuedEvent("", "", "no JSON, +12125550101", Map.of()));

    assertThat(rejected.isEvent).isFalse();
    assertThat(JsonWriter.text(rejected.detail().json()))
        .contains("\"value\":\"no JSON, +12125550101\",\"type\":\"raw\",\"personal\":true");
  }

  @Test
  void aRowNamesTheEventAndItsPersonByTheFirstOfTheirNames() {
    assertThat(
            EventTitle.of(
                "{\"type\":\"page\",\"name\":\"Home\",\"userId\":\""
                    + " \",\"anonymousId\":7,\"traits\":{\"phone\":\"+1\"}}"))
        .isEqualTo(new EventTitle("page", "Home", "7"));
    assertThat(EventTitle.of("{\"traits\":{\"email\":\"a@b.co\"}}"))
        .isEqualTo(new EventTitle("no type", "", "a@b.co"));
    assertThat(EventTitle.of("[]")).isEqualTo(new EventTitle("unreadable", "", ""));
  }

  private static RegalExchange exchange(String body) {
    return new RegalExchange(NOON, Map.of(), body, 200, "{}", false);
  }
}
