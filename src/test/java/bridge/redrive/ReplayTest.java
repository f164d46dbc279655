package bridge.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakeDeadLetterQueue;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeTelemetry;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.redrive.RedriveResult.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private final FakePlatform machine = new FakePlatform();
  private final FakeDeadLetterQueue rejected = new FakeDeadLetterQueue();
  private final FakeQueue events = new FakeQueue();
  private long queued;
  private final Redrive redrive =
      new Redrive(machine, rejected, events, () -> queued, new FakeTelemetry());

  @Test
  void aDryRunListsByReasonAndAgeAndLeavesEverything() throws Exception {
    park("p1", "a", 1, "refused", Duration.ofMinutes(5));
    park("p2", "a", 2, "refused", Duration.ofHours(5));
    park("p3", "b", 1, "given_up", Duration.ofDays(8));

    RedriveResult result = redrive.run(order(true, Set.of("refused"), 100), deadline());

    assertThat(result)
        .isEqualTo(
            new RedriveResult(
                Ended.LISTED,
                List.of(
                    byReason("given_up", 0, 0, 0, 1, Duration.ofDays(8)),
                    byReason("refused", 1, 1, 0, 0, Duration.ofHours(5))),
                2,
                0,
                2));
    assertThat(rejected.ids()).containsExactly("p1", "p2", "p3");
  }

  @Test
  void aPersonsEventsGoBackInSequenceUnderTheirGroupAndNewDedupIds() throws Exception {
    park("p1", "a", 10, "refused", Duration.ofMinutes(1));
    park("p2", "a", 9, "refused", Duration.ofMinutes(1));
    park("p3", "b", 1, "refused", Duration.ofMinutes(9));
    park("p4", "a", 100, "refused", Duration.ofMinutes(1));

    RedriveResult result = redrive.run(order(false, Set.of(), 100), deadline());

    assertThat(result.ended()).isEqualTo(Ended.ALL_SENT);
    assertThat(events.sent())
        .filteredOn(event -> event.group().equals("a"))
        .extracting(QueuedEvent::dedupId)
        .containsExactly("p2", "p1", "p4");
    assertThat(events.sent()).hasSize(4).allMatch(event -> event.body().startsWith("body-"));
    assertThat(events.sent().getFirst().attributes())
        .containsOnlyKeys("receivedAt", "firstSeen", "sequenceNumber");
    assertThat(rejected.ids()).isEmpty();
  }

  @Test
  void onlyTheMessagesThatAreNamedGoBackAndOnlyWhereTheirReasonIsNamedToo() throws Exception {
    park("p1", "a", 1, "refused", Duration.ofMinutes(1));
    park("p2", "a", 2, "refused", Duration.ofMinutes(1));
    park("p3", "b", 1, "privacy_delete", Duration.ofMinutes(1));
    park("p4", "c", 1, "given_up", Duration.ofMinutes(1));

    RedriveResult result =
        redrive.run(order(false, Set.of(), Set.of("p2", "p3", "p4", "gone"), 100), deadline());

    assertThat(result.sent()).isEqualTo(2);
    assertThat(rejected.ids()).containsExactlyInAnyOrder("p1", "p3");
  }

  @Test
  void whatSqsDoesNotConfirmStaysParkedAndSoDoTheSamePersonsLaterEvents() throws Exception {
    park("p1", "a", 1, "refused", Duration.ofMinutes(1));
    park("p2", "a", 2, "refused", Duration.ofMinutes(1));
    park("p3", "b", 1, "refused", Duration.ofMinutes(1));
    events.takes(event -> event.dedupId().equals("p1") ? SendResult.FAILED : SendResult.CONFIRMED);

    RedriveResult result = redrive.run(order(false, Set.of(), 100), deadline());

    assertThat(result.ended()).isEqualTo(Ended.SOME_FAILED);
    assertThat(events.sent()).extracting(QueuedEvent::dedupId).containsExactly("p3");
    assertThat(rejected.ids()).containsExactly("p1", "p2");
  }

  @Test
  void deletionsGoBackOnlyWhenNamed() throws Exception {
    park("p1", "a", 1, "privacy_delete", Duration.ofMinutes(1));

    assertThat(redrive.run(order(false, Set.of(), 100), deadline()).sent()).isZero();
    assertThat(redrive.run(order(false, Set.of("privacy_delete"), 100), deadline()).sent())
        .isEqualTo(1);
  }

  @Test
  void theLimitEndsARunAndTheNextGoesOn() throws Exception {
    for (int i = 1; i <= 25; i++) {
      park("p" + (10 + i), "a", i, "refused", Duration.ofMinutes(1));
    }

    assertThat(redrive.run(order(false, Set.of(), 20), deadline()).ended())
        .isEqualTo(Ended.LIMIT_REACHED);
    assertThat(redrive.run(order(false, Set.of(), 20), deadline()).ended())
        .isEqualTo(Ended.ALL_SENT);
    assertThat(events.sent()).extracting(QueuedEvent::dedupId).isSorted().hasSize(25);
  }

  @Test
  void theLimitIsKeptToTheEvent() throws Exception {
    for (int i = 0; i < 40; i++) {
      park("p" + i, "person" + i, 1, "refused", Duration.ofMinutes(1));
    }

    assertThat(redrive.run(order(false, Set.of(), 15), deadline()).sent()).isEqualTo(15);
    assertThat(events.sent()).hasSize(15);
    assertThat(rejected.ids()).hasSize(25);
  }

  @Test
  void theRateIsKept() throws Exception {
    for (int i = 0; i < 100; i++) {
      park("p" + i, "person" + i, 1, "refused", Duration.ofMinutes(1));
    }
    Instant began = machine.now();

    redrive.run(order(false, Set.of(), 100), deadline());

    assertThat(Duration.between(began, machine.now())).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aFullEventsQueueStopsItBeforeAnythingIsSent() throws Exception {
    park("p1", "a", 1, "refused", Duration.ofMinutes(1));
    queued = 1_001;

    assertThat(redrive.run(order(false, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.BULK_QUEUE_FULL);
    assertThat(rejected.ids()).containsExactly("p1");
  }

  @Test
  void aRunBesideAnotherSendsNothing() throws Exception {
    park("p1", "a", 1, "refused", Duration.ofMinutes(1));
    rejected.otherTakes();
    park("p2", "a", 2, "refused", Duration.ofMinutes(1));

    assertThat(redrive.run(order(false, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    assertThat(events.sent()).isEmpty();
    assertThat(rejected.ids()).containsExactly("p2");
  }

  @Test
  void aListingBesideAnotherRunTakesNothingOutOfItsHands() throws Exception {
    park("p1", "a", 1, "refused", Duration.ofMinutes(1));
    rejected.otherTakes();
    park("p2", "a", 2, "refused", Duration.ofMinutes(1));

    assertThat(redrive.run(order(true, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
  }

  @Test
  void aRunThatBeganAtTheSameMomentAsAnotherSendsNothing() throws Exception {
    for (int i = 10; i < 30; i++) {
      park("p" + i, "a", i, "refused", Duration.ofMinutes(1));
    }
    rejected.onReceive(
        () -> {
          rejected.otherTakes();
          rejected.onReceive(() -> {});
        });

    assertThat(redrive.run(order(false, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.ANOTHER_RUN_IN_PROGRESS);
    assertThat(events.sent()).isEmpty();
    assertThat(rejected.ids()).hasSize(10);
  }

  @Test
  void whoCannotSeeEverythingSendsNothing() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      park("p" + i, "a", i, "refused", Duration.ofMinutes(1));
    }
    rejected.onReceive(() -> machine.passes(Duration.ofSeconds(5)));

    assertThat(redrive.run(order(false, Set.of(), 100), deadline()).ended())
        .isEqualTo(Ended.TOO_MANY_DEAD_LETTERS);
    assertThat(events.sent()).isEmpty();
    assertThat(rejected.ids()).hasSize(1_000);
  }

  @Test
  void theEndOfTheInvocationLeavesTheRestParked() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      park("p" + i, "a", i, "refused", Duration.ofMinutes(1));
    }

    RedriveResult result = redrive.run(order(false, Set.of(), 1_000), deadline());

    assertThat(result.ended()).isEqualTo(Ended.OUT_OF_TIME);
    assertThat(result.sent() + rejected.ids().size()).isEqualTo(1_000);
    assertThat(result.left()).isEqualTo(rejected.ids().size());
  }

  private Instant deadline() {
    return machine.now().plusSeconds(60);
  }

  private RedriveResult.ByReason byReason(
      String reason, int hour, int day, int week, int older, Duration age) {
    return new RedriveResult.ByReason(reason, hour, day, week, older, machine.now().minus(age));
  }

  private static RedriveRequest order(boolean isDryRun, Set<String> reasons, int limit) {
    return order(isDryRun, reasons, Set.of(), limit);
  }

  private static RedriveRequest order(
      boolean isDryRun, Set<String> reasons, Set<String> messageIds, int limit) {
    return new RedriveRequest(
        isDryRun, reasons, messageIds, Duration.ZERO, Duration.ofDays(99), limit, 10, 1_000);
  }

  private void park(String id, String person, int sequence, String reason, Duration age) {
    Instant firstSeen = machine.now().minus(age);
    Map<String, String> attributes = new HashMap<>();
    attributes.put("reason", reason);
    attributes.put("group", person);
    attributes.put("sequenceNumber", String.valueOf(sequence));
    attributes.put("firstSeen", String.valueOf(firstSeen.toEpochMilli()));
    attributes.put("receivedAt", "7");
    attributes.put("status", "400");
    rejected.holds(
        new ReceivedEvent(id, "r", "own-" + id, "1", machine.now(), 1, "body-" + id, attributes));
  }
}
