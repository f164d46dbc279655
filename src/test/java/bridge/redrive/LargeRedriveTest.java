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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// More dead letters than one run receives.
class LargeRedriveTest {
  private final FakePlatform platform = new FakePlatform();
  private final FakeDeadLetterQueue deadLetterQueue = new FakeDeadLetterQueue();
  private final FakeQueue events = new FakeQueue();
  private final Instant start = platform.now().minus(Duration.ofDays(1));

  @Test
  void runsThatContinueSendEachPersonsEventsInOrder() throws Exception {
    Random random = new Random(1);
    Map<Integer, Integer> places = new TreeMap<>(); // SQS returns about the oldest first
    for (int i = 0; i < 2_000; i++) {
      places.put((i + random.nextInt(100)) * 10_000 + i, i);
    }
    places.values().forEach(i -> addDeadLetter(i, "body"));
    deadLetterQueue.onReceive(() -> platform.advance(Duration.ofSeconds(3)));

    RedriveResult first = run(false);

    assertThat(first.ended()).isEqualTo(Ended.MORE_REMAIN);
    assertThat(first.sent()).isEqualTo(900);
    assertThat(first.unseen()).isEqualTo(1_000);
    for (int runs = 0; runs < 9 && run(false).ended() != Ended.ALL_SENT; runs++) {}
    Map<String, List<Integer>> sent = new TreeMap<>();
    for (QueuedEvent event : events.sent()) {
      sent.computeIfAbsent(event.group(), _ -> new ArrayList<>())
          .add(Integer.valueOf(event.dedupId()));
    }
    assertThat(events.sent()).hasSize(2_000);
    assertThat(sent.values())
        .hasSize(7)
        .allSatisfy(own -> assertThat(own).isSortedAccordingTo(Comparator.naturalOrder()));
  }

  @Test
  void aRunReceivesFewerThanSqsAllowsInFlightAndStatesTheRest() throws Exception {
    for (int i = 0; i < 130_000; i++) {
      addDeadLetter(i, "body");
    }

    RedriveResult result = run(true);

    assertThat(result.matching() + result.unseen()).isEqualTo(130_000);
    assertThat(deadLetterQueue.mostInFlight()).isEqualTo(100_000);
    assertThat(deadLetterQueue.ids()).hasSize(130_000);
  }

  @Test
  void aRunReceivesNoMoreThanFitsIntoMemory() throws Exception {
    String body = "x".repeat(1_000_000);
    for (int i = 0; i < 400; i++) {
      addDeadLetter(i, body);
    }

    RedriveResult result = run(true);

    assertThat(result.matching()).isBetween(150, 250);
    assertThat(result.unseen()).isEqualTo(400 - result.matching());
  }

  /// The lock of a run that died ends then as well.
  @Test
  void whatARunReceivedIsVisibleAgainHalfAMinuteAfterItsDeadline() throws Exception {
    addDeadLetter(1, "body");

    run(true);

    assertThat(deadLetterQueue.lastHidden()).isEqualTo(Duration.ofSeconds(90));
  }

  /// One run, for a minute.
  private RedriveResult run(boolean isDryRun) throws Exception {
    FakeTelemetry telemetry = new FakeTelemetry();
    RedriveLock lock = new RedriveLock(new FakeTable(platform), platform, telemetry);
    RedriveRequest request =
        new RedriveRequest(
            isDryRun, Set.of(), Set.of(), Duration.ZERO, Duration.ofDays(99), 100_000, 100, 1_000);
    return new Redrive(platform, deadLetterQueue, events, () -> 0, lock, telemetry)
        .run(request, platform.now().plusSeconds(60));
  }

  /// One of seven people, dead-lettered ten milliseconds after the one before it.
  private void addDeadLetter(int i, String body) {
    Map<String, String> attributes =
        Map.of("reason", "rejected", "group", "person" + i % 7, "sequenceNumber", "" + i);
    Instant sentAt = start.plusMillis(10L * i);
    deadLetterQueue.add(
        new ReceivedEvent("" + i, "r", "own-" + i, "1", sentAt, 1, body, attributes));
  }
}
