package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.queue.QueuedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What of SQS no emulator shows in a test's time or size: the dedup window's end, retention, and
/// how far SQS looks.
class SqsModelTest {
  private final Scheduler scheduler = new Scheduler(1);

  @Test
  void aDedupIdExpiresAfterFiveMinutes() {
    SqsModel queue = queue(QueueOrder.SCAN_LIMIT);
    queue.send(event("a", "one"));
    advance(Duration.ofMinutes(5).minusMillis(1));
    queue.send(event("a", "one"));
    assertThat(queue.size()).isEqualTo(1);

    advance(Duration.ofMillis(1));
    queue.send(event("a", "one"));

    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void aMessageIsGoneAfter14Days() {
    SqsModel queue = queue(QueueOrder.SCAN_LIMIT);
    List<SqsMessage> expired = new ArrayList<>();
    queue.setListener(
        new SqsModel.Listener() {
          @Override
          public void onExpired(SqsMessage message) {
            expired.add(message);
          }
        });
    SqsMessage sent = queue.send(event("a", "one"));

    advance(Duration.ofDays(14));

    assertThat(queue.receive(10)).isEmpty();
    assertThat(expired).containsExactly(sent);
  }

  @Test
  void aLongGroupInFlightHidesWhatIsBehindTheHorizon() {
    SqsModel queue = queue(3);
    for (String id : List.of("a1", "a2", "a3", "b1")) {
      queue.send(event(id.substring(0, 1), id));
    }
    List<SqsMessage> first = receive(queue, 1);

    assertThat(queue.hasAvailable()).isFalse();
    queue.delete(String.valueOf(first.getFirst().receipt));

    assertThat(Set.copyOf(groups(receive(queue, 10)))).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aReceiveTakesNoMoreThanItWasAskedFor() {
    SqsModel queue = queue(QueueOrder.SCAN_LIMIT);
    for (int i = 0; i < 30; i++) {
      queue.send(event("g" + i % 3, "id" + i));
    }

    assertThat(queue.receive(10)).hasSizeLessThanOrEqualTo(10);
  }

  private SqsModel queue(int scanLimit) {
    SqsModel.Settings settings = new SqsModel.Settings(Duration.ofMinutes(6), 3, scanLimit);
    return new SqsModel(scheduler, "q", settings, null, 1);
  }

  /// Asks until nothing more comes, for one receive may pass a group over.
  private static List<SqsMessage> receive(SqsModel queue, int most) {
    List<SqsMessage> all = new ArrayList<>();
    for (int i = 0; i < 10 && all.size() < most; i++) {
      all.addAll(queue.receive(most - all.size()));
    }
    return all;
  }

  private static List<String> groups(List<SqsMessage> messages) {
    return messages.stream().map(message -> message.event.group()).toList();
  }

  private static QueuedEvent event(String group, String id) {
    return new QueuedEvent(group, id, "{}", Map.of());
  }

  private void advance(Duration duration) {
    scheduler.runAfter(duration, scheduler::stop);
    scheduler.run();
  }
}
