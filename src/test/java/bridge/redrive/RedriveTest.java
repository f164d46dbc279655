package bridge.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeDeadLetterQueue;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeTable;
import bridge.fake.FakeTelemetry;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.redrive.RedriveResult.Ended;
import bridge.state.RedriveLock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Redrive lists, filters and sends dead letters in order and loses none.
class RedriveTest {
  private final FakePlatform platform = new FakePlatform();
  private final FakeDeadLetterQueue deadLetterQueue = new FakeDeadLetterQueue();
  private final FakeQueue events = new FakeQueue();
  private final FakeTelemetry telemetry = new FakeTelemetry();
  private long queued;
  private final Redrive redrive =
      new Redrive(
          platform,
          deadLetterQueue,
          events,
          () -> queued,
          new RedriveLock(new FakeTable(platform), platform, telemetry),
          telemetry);

  @Test
  void aDryRunListsByReasonAndAgeAndLeavesEverything() throws Exception {
    addDeadLetter("p1", "a", 1, "rejected", Duration.ofMinutes(5));
    addDeadLetter("p2", "a", 2, "rejected", Duration.ofHours(5));
    addDeadLetter("p3", "b", 1, "poison_event", Duration.ofDays(8));

    RedriveResult result = redrive.run(request(true, Set.of("rejected"), 100), deadline());

    assertThat(result)
        .isEqualTo(
            new RedriveResult(
                Ended.LISTED,
                List.of(
                    byReason("poison_event", 0, 0, 0, 1, Duration.ofDays(8)),
                    byReason("rejected", 1, 1, 0, 0, Duration.ofHours(5))),
                2,
                0,
                0));
    assertThat(deadLetterQueue.ids()).containsExactly("p1", "p2", "p3");
    assertThat(deadLetterQueue.lastHidden()).as("longer than the run").hasSeconds(90);
    assertThat(String.join(" ", telemetry.lines()))
        .contains("dead_letters", "reason=poison_event", "count=2", "oldestHours=5");
  }

  @Test
  void aPersonsEventsGoBackInSequenceUnderTheirGroupAndNewDedupIds() throws Exception {
    addDeadLetter("p1", "a", 10, "rejected", Duration.ofMinutes(1));
    addDeadLetter("p2", "a", 9, "rejected", Duration.ofMinutes(1));
    addDeadLetter("p3", "b", 1, "rejected", Duration.ofMinutes(9));
    addDeadLetter("p4", "a", 100, "rejected", Duration.ofMinutes(1));

    RedriveResult result = redrive.run(request(false, Set.of(), 100), deadline());

    assertThat(result.ended()).isEqualTo(Ended.ALL_SENT);
    assertThat(events.sent())
        .filteredOn(event -> event.group().equals("a"))
        .extracting(QueuedEvent::dedupId)
        .containsExactly("p2", "p1", "p4");
    assertThat(events.sent()).hasSize(4).allMatch(event -> event.body().startsWith("body-"));
    assertThat(events.sent().getFirst().attributes())
        .containsOnlyKeys("receivedAt", "encoding", "firstSeen", "sequenceNumber");
    assertThat(deadLetterQueue.ids()).isEmpty();
  }

  @Test
  void onlyTheMessagesThatAreNamedGoBackAndOnlyWhereTheirReasonIsNamedToo() throws Exception {
    addDeadLetter("p1", "a", 1, "rejected", Duration.ofMinutes(1));
    addDeadLetter("p2", "a", 2, "rejected", Duration.ofMinutes(1));
    addDeadLetter("p3", "b", 1, "privacy_delete", Duration.ofMinutes(1));
    addDeadLetter("p4", "c", 1, "poison_event", Duration.ofMinutes(1));

    RedriveResult result =
        redrive.run(request(false, Set.of(), Set.of("p2", "p3", "p4", "gone"), 100), deadline());

    assertThat(result.sent()).isEqualTo(2);
    assertThat(deadLetterQueue.ids()).containsExactlyInAnyOrder("p1", "p3");
  }

  @Test
  void whatSqsDoesNotConfirmStaysADeadLetterAndSoDoTheSamePersonsLaterEvents() throws Exception {
    addDeadLetter("p1", "a", 1, "rejected", Duration.ofMinutes(1));
    addDeadLetter("p2", "a", 2, "rejected", Duration.ofMinutes(1));
    addDeadLetter("p3", "b", 1, "rejected", Duration.ofMinutes(1));
    events.setScript(
        (_, event) -> event.dedupId().equals("p1") ? SendResult.FAILED : SendResult.CONFIRMED);

    RedriveResult result = redrive.run(request(false, Set.of(), 100), deadline());

    assertThat(result.ended()).isEqualTo(Ended.SOME_FAILED);
    assertThat(events.sent()).extracting(QueuedEvent::dedupId).containsExactly("p3");
    assertThat(deadLetterQueue.ids()).containsExactly("p1", "p2");
  }

  @Test
  void deletionsGoBackOnlyWhenNamed() throws Exception {
    addDeadLetter("p1", "a", 1, "privacy_delete", Duration.ofMinutes(1));

    assertThat(redrive.run(request(false, Set.of(), 100), deadline()).sent()).isZero();
    assertThat(redrive.run(request(false, Set.of("privacy_delete"), 100), deadline()).sent())
        .isEqualTo(1);
  }

  @Test
  void theLimitEndsARunAndTheNextGoesOn() throws Exception {
    for (int i = 1; i <= 25; i++) {
      addDeadLetter("p" + (10 + i), "a", i, "rejected", Duration.ofMinutes(1));
    }

    assertThat(redrive.run(request(false, Set.of(), 20), deadline()).ended())
        .isEqualTo(Ended.LIMIT_REACHED);
    assertThat(redrive.run(request(false, Set.of(), 20), deadline()).ended())
        .isEqualTo(Ended.ALL_SENT);
    assertThat(events.sent()).extracting(QueuedEvent::dedupId).isSorted().hasSize(25);
  }

  @Test
  void theLimitIsKeptToTheEvent() throws Exception {
    for (int i = 0; i < 40; i++) {
      addDeadLetter("p" + i, "person" + i, 1, "rejected", Duration.ofMinutes(1));
    }

    assertThat(redrive.run(request(false, Set.of(), 15), deadline()).sent()).isEqualTo(15);
    assertThat(events.sent()).hasSize(15);
    assertThat(deadLetterQueue.ids()).hasSize(25);
  }

  @Test
  void theRateIsKept() throws Exception {
    for (int i = 0; i < 100; i++) {
      addDeadLetter("p" + i, "person" + i, 1, "rejected", Duration.ofMinutes(1));
    }
    Instant began = platform.now();

    redrive.run(request(false, Set.of(), 100), deadline());

    assertThat(Duration.between(began, platform.now())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theTimeThatACallTakesIsPartOfThePause() throws Exception {
    for (int i = 0; i < 100; i++) {
      addDeadLetter("p" + i, "person" + i, 1, "rejected", Duration.ofMinutes(1));
    }
    events.onSend(
        () -> platform.advance(Duration.ofMillis(events.calls().size() == 1 ? 1_500 : 400)));
    Instant began = platform.now();

    redrive.run(request(false, Set.of(), 100), deadline());

    assertThat(Duration.between(began, platform.now()))
        .as("a call that takes longer than its pause is not made up for")
        .isEqualTo(Duration.ofMillis(10_500));
  }

  @Test
  void aFullBulkQueueStopsItBeforeAnythingIsSent() throws Exception {
    addDeadLetter("p1", "a", 1, "rejected", Duration.ofMinutes(1));
    queued = 1_001;

    assertThat(redrive.run(request(false, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.BULK_QUEUE_FULL);
    assertThat(deadLetterQueue.ids()).containsExactly("p1");
  }

  /// What was not received may be older than the newest that was.
  @Test
  void aRunThatCannotReceiveEverythingSendsAllButTheNewestAndTheNextGoesOn() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      addDeadLetter("p" + (1_000 + i), "person" + i % 7, i, "rejected", Duration.ofMinutes(1));
      platform.advance(Duration.ofMillis(10));
    }
    deadLetterQueue.onReceive(() -> platform.advance(Duration.ofSeconds(5)));

    RedriveResult first = redrive.run(request(false, Set.of(), 1_000), deadline());

    assertThat(first.ended()).isIn(Ended.MORE_REMAIN, Ended.OUT_OF_TIME);
    assertThat(first.sent()).isBetween(100, 540);
    assertThat(first.sent() + first.remaining() + first.unseen()).isEqualTo(1_000);
    assertThat(deadLetterQueue.ids()).hasSize(1_000 - first.sent());
  }

  @Test
  void aListingSaysHowManyItDidNotSee() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      addDeadLetter("p" + i, "a", i, "rejected", Duration.ofMinutes(1));
    }
    deadLetterQueue.onReceive(() -> platform.advance(Duration.ofSeconds(5)));

    RedriveResult result = redrive.run(request(true, Set.of(), 100), deadline());

    assertThat(result.ended()).isEqualTo(Ended.LISTED);
    assertThat(result.matching() + result.unseen()).isEqualTo(1_000);
    assertThat(deadLetterQueue.ids()).hasSize(1_000);
  }

  @Test
  void aRunGoesOnWhenTheBulkQueueHasRoomAgain() throws Exception {
    addDeadLetter("p1", "a", 1, "rejected", Duration.ofMinutes(1));
    queued = 1_001;
    platform.onSleep(() -> queued = 0);

    assertThat(redrive.run(request(false, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.ALL_SENT);
  }

  @Test
  void theEndOfTheInvocationLeavesTheRestInTheDeadLetterQueue() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      addDeadLetter("p" + i, "a", i, "rejected", Duration.ofMinutes(1));
    }

    RedriveResult result = redrive.run(request(false, Set.of(), 1_000), deadline());

    assertThat(result.ended()).isEqualTo(Ended.OUT_OF_TIME);
    assertThat(result.sent() + deadLetterQueue.ids().size()).isEqualTo(1_000);
    assertThat(result.remaining()).isEqualTo(deadLetterQueue.ids().size());
  }

  private Instant deadline() {
    return platform.now().plusSeconds(60);
  }

  private RedriveResult.ByReason byReason(
      String reason, int hour, int day, int week, int older, Duration age) {
    return new RedriveResult.ByReason(reason, hour, day, week, older, platform.now().minus(age));
  }

  private static RedriveRequest request(boolean isDryRun, Set<String> reasons, int limit) {
    return request(isDryRun, reasons, Set.of(), limit);
  }

  private static RedriveRequest request(
      boolean isDryRun, Set<String> reasons, Set<String> messageIds, int limit) {
    return new RedriveRequest(
        isDryRun, reasons, messageIds, Duration.ZERO, Duration.ofDays(99), limit, 10, 1_000);
  }

  private void addDeadLetter(String id, String person, int sequence, String reason, Duration age) {
    Instant firstSeen = platform.now().minus(age);
    Map<String, String> attributes = new HashMap<>();
    attributes.put("reason", reason);
    attributes.put("group", person);
    attributes.put("sequenceNumber", String.valueOf(sequence));
    attributes.put("firstSeen", String.valueOf(firstSeen.toEpochMilli()));
    attributes.put("receivedAt", "7");
    attributes.put("encoding", "escaped");
    attributes.put("status", "400");
    deadLetterQueue.add(
        new ReceivedEvent(id, "r", "own-" + id, "1", platform.now(), 1, "body-" + id, attributes));
  }
}
