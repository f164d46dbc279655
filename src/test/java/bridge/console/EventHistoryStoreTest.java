package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.JsonWriter;
import bridge.queue.QueuedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is kept of the events is bounded, and a page reads each change.
class EventHistoryStoreTest {
  private final EventHistoryStore histories = new EventHistoryStore(3, 1_000);

  @Test
  void theOldestAreDroppedBeyondTheBounds() {
    for (int i = 0; i < 5; i++) {
      histories.addMessageId(add("{}"), "m" + i);
    }
    assertThat(histories.first()).isEqualTo(3);
    assertThat(histories.find("m1")).isNull();
    assertThat(histories.find("m2")).isNotNull();
    assertThat(JsonWriter.text(histories.counts())).contains("\"queued\":3");

    add("x".repeat(999));

    assertThat(histories.first()).isEqualTo(6);
  }

  @Test
  void aPageReadsEachChangeOnceInTurn() {
    EventHistory first = add("{}");
    EventHistory second = add("{}");
    List<EventHistory> seen = histories.changesAfter(0, 1);
    first.version = histories.nextVersion();

    assertThat(seen).containsExactly(first);
    assertThat(histories.changesAfter(1, 10)).containsExactly(second, first);
    assertThat(histories.changesAfter(first.version, 10)).isEmpty();
  }

  private EventHistory add(String body) {
    EventHistory history =
        histories.add(Instant.EPOCH, new QueuedEvent("ann", "d", body, Map.of()));
    history.version = histories.nextVersion();
    return history;
  }
}
