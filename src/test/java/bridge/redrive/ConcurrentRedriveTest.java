package bridge.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeDeadLetterQueue;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeTable;
import bridge.fake.FakeTelemetry;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.redrive.RedriveResult.Ended;
import bridge.state.RedriveLock;
import bridge.state.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Only one run at a time receives dead letters, and somebody who looks at them costs neither a run
/// nor the order of a person's events.
class ConcurrentRedriveTest {
  private static final RedriveRequest LIST = request(true);
  private static final RedriveRequest SEND = request(false);

  private final FakePlatform platform = new FakePlatform();
  private final FakeDeadLetterQueue deadLetterQueue = new FakeDeadLetterQueue();
  private final FakeQueue events = new FakeQueue();
  private final FakeTable table = new FakeTable(platform);

  @Test
  void aRunBesideAnotherTakesNothingFromItUntilItMustHaveDied() throws Exception {
    addDeadLetter("1");
    deadLetterQueue.onReceive(() -> table.setDown(true)); // nothing frees the lock
    run(LIST, table);
    deadLetterQueue.onReceive(() -> {});
    table.setDown(false);

    platform.advance(Duration.ofSeconds(89));
    assertThat(run(LIST, table).ended()).isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    platform.advance(Duration.ofSeconds(1));
    assertThat(run(SEND, table).sent()).isEqualTo(1);
    assertThat(run(SEND, table).ended()).isEqualTo(Ended.ALL_SENT);
  }

  @Test
  void aRunWaitsForTheOlderDeadLetterThatSomebodyLooksAt() throws Exception {
    addDeadLetter("1");
    deadLetterQueue.receiveElsewhere();
    addDeadLetter("2");
    platform.onSleep(deadLetterQueue::returnElsewhere);

    assertThat(run(SEND, table).ended()).isEqualTo(Ended.ALL_SENT);
    assertThat(events.sent()).extracting(QueuedEvent::dedupId).containsExactly("1", "2");
  }

  @Test
  void aRunLeavesEverythingIfSomebodyKeepsLooking() throws Exception {
    addDeadLetter("1");
    deadLetterQueue.receiveElsewhere();
    addDeadLetter("2");

    RedriveResult result = run(SEND, table);

    assertThat(result.ended()).isEqualTo(Ended.MORE_REMAIN);
    assertThat(result.unseen()).isEqualTo(1);
    assertThat(events.sent()).isEmpty();
    assertThat(deadLetterQueue.ids()).containsExactly("2");
  }

  @Test
  void withoutTheTableARunTakesNothingWhileDeadLettersAreInFlight() throws Exception {
    addDeadLetter("1");
    deadLetterQueue.receiveElsewhere();
    addDeadLetter("2");

    assertThat(run(SEND, null).ended()).isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    assertThat(run(LIST, null).ended()).isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    table.setDown(true);
    assertThat(run(SEND, table).ended()).isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    assertThat(events.sent()).isEmpty();
  }

  @Test
  void withoutTheTableARunThatBeganAtTheSameMomentAsAnotherSendsNothing() throws Exception {
    for (int i = 10; i < 30; i++) {
      addDeadLetter(Integer.toString(i));
    }
    deadLetterQueue.onReceive(
        () -> {
          deadLetterQueue.receiveElsewhere();
          deadLetterQueue.onReceive(() -> {});
        });

    assertThat(run(SEND, null).ended()).isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    assertThat(events.sent()).isEmpty();
    assertThat(deadLetterQueue.ids()).hasSize(10);
  }

  /// One run of its own process, for a minute.
  private RedriveResult run(RedriveRequest request, @Nullable Table stateTable) throws Exception {
    FakeTelemetry telemetry = new FakeTelemetry();
    RedriveLock lock = new RedriveLock(stateTable, platform, telemetry);
    Instant deadline = platform.now().plusSeconds(60);
    return new Redrive(platform, deadLetterQueue, events, () -> 0, lock, telemetry)
        .run(request, deadline);
  }

  private static RedriveRequest request(boolean isDryRun) {
    return new RedriveRequest(
        isDryRun, Set.of(), Set.of(), Duration.ZERO, Duration.ofDays(99), 100, 10, 1_000);
  }

  /// One of the same person, in this place.
  private void addDeadLetter(String id) {
    deadLetterQueue.add(
        new ReceivedEvent(
            id,
            "r",
            "own-" + id,
            "1",
            platform.now(),
            1,
            "body",
            Map.of("reason", "rejected", "group", "a", "sequenceNumber", id)));
  }
}
