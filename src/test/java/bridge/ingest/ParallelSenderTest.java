package bridge.ingest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A person's events enter the queue in order, within Segment's timeout.
class ParallelSenderTest {
  private static final Duration CALL = Duration.ofMillis(15);
  private final FakePlatform clock = new FakePlatform();

  @ParameterizedTest
  @CsvSource({"1000, 1", "1000, 25", "4000, 100", "4000, 4000", "1, 1"})
  void fitsIntoSegmentsTimeoutAt15MsACall(int events, int people) throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);

    assertThat(send(queue, events(events, people), Duration.ofMillis(3_500)).isAllSafe()).isTrue();
    assertThat(queue.sent()).hasSize(events);
  }

  @Test
  void fourThousandEventsOfOnePersonDoNotFitAndAreNotCalledSafe() throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);

    assertThat(send(queue, events(4_000, 1), Duration.ofMillis(3_500)).isAllSafe()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1000, 25", "100, 1"})
  void aBatchHoldsOneEventOfAPersonWhileTheArrayAllowsIt(int events, int people) throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);

    send(queue, events(events, people), Duration.ofSeconds(4));

    assertThat(queue.calls())
        .allSatisfy(
            call -> assertThat(call).extracting(QueuedEvent::group).doesNotHaveDuplicates());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 45})
  void nothingOfAPersonIsSentBeforeTheEarlierIsConfirmed(int people) throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      FakeQueue queue =
          queue((_, _) -> random.nextInt(10) < 3 ? SendResult.FAILED : SendResult.CONFIRMED);
      List<QueuedEvent> events = events(90, people);

      PartitionSender.Outcome outcome = send(queue, events, Duration.ofSeconds(60));

      assertThat(outcome)
          .as("seed %s", seed)
          .isEqualTo(new PartitionSender.Outcome(true, List.of(), 0));
      assertThat(perPerson(queue.sent())).as("seed %s", seed).isEqualTo(perPerson(events));
    }
  }

  @Test
  void aRunOfOnePersonThatFailsInPartIsCountedAsOrderUnsure() throws Exception {
    FakeQueue queue =
        queue(
            (call, event) ->
                call == 0 && event.body().equals("event 3")
                    ? SendResult.FAILED
                    : SendResult.CONFIRMED);

    PartitionSender.Outcome outcome = send(queue, events(1_000, 1), Duration.ofSeconds(4));

    assertThat(outcome.isAllSafe()).isTrue();
    assertThat(outcome.orderUnsure()).isEqualTo(6);
    assertThat(queue.sent()).hasSize(1_000);
  }

  @Test
  void onlyWhatFailedIsSentAgain() throws Exception {
    FakeQueue queue =
        queue(
            (call, event) ->
                call == 0 && Integer.parseInt(event.body().substring(6)) < 3
                    ? SendResult.FAILED
                    : SendResult.CONFIRMED);
    List<QueuedEvent> events = inOnePartition(10);

    send(queue, events, Duration.ofSeconds(4));

    assertThat(queue.calls()).extracting(List::size).containsExactly(10, 3);
  }

  @Test
  void theBusiestPersonGoesFirstWhichNeedsTheFewestCalls() throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);
    List<QueuedEvent> events = inOnePartition(20);
    String busiest = events.get(1).group();
    events.add(new QueuedEvent(busiest, "second", "second", Map.of()));
    events.add(new QueuedEvent(busiest, "third", "third", Map.of()));

    send(queue, events, Duration.ofSeconds(4));

    assertThat(queue.calls()).extracting(List::size).containsExactly(10, 10, 2);
  }

  @Test
  void aLongRunSharesItsBatchesWithOtherPeople() throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);
    List<QueuedEvent> events = events(103, 1);
    for (int i = 0; i < 8; i++) {
      events.add(new QueuedEvent("another person", "another id " + i, "another " + i, Map.of()));
    }

    assertThat(send(queue, events, Duration.ofSeconds(4)).isAllSafe()).isTrue();
    assertThat(queue.calls()).hasSize(12);
    assertThat(perPerson(queue.sent())).isEqualTo(perPerson(events));
  }

  @Test
  void anOutageEndsAtTheDeadlineAfterFewCallsAndIsNotCalledSafe() throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.FAILED);

    assertThat(send(queue, events(5, 5), Duration.ofMillis(3_500)).isAllSafe()).isFalse();
    assertThat(clock.now()).isBefore(new FakePlatform().now().plusSeconds(4));
    assertThat(queue.calls()).hasSizeLessThan(20);
  }

  @Test
  void whatSqsRejectsForGoodIsReturnedAndTheRestGoesOn() throws Exception {
    FakeQueue queue =
        queue(
            (_, event) ->
                event.body().equals("event 1") ? SendResult.REFUSED : SendResult.CONFIRMED);

    PartitionSender.Outcome outcome = send(queue, events(3, 1), Duration.ofSeconds(4));

    assertThat(outcome.isAllSafe()).isTrue();
    assertThat(outcome.refused()).extracting(QueuedEvent::body).containsExactly("event 1");
    assertThat(queue.sent()).extracting(QueuedEvent::body).containsExactly("event 0", "event 2");
  }

  @Test
  void noBatchIsOverAMebibyte() throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);
    List<QueuedEvent> large = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      large.add(new QueuedEvent("group " + i, "id " + i, "x".repeat(30_000 * (i % 30)), Map.of()));
    }

    assertThat(send(queue, large, Duration.ofSeconds(4)).isAllSafe()).isTrue();
    assertThat(queue.sent()).hasSize(40);
  }

  @Test
  void twoEventsOfAMebibyteTogetherNeedOneCall() throws Exception {
    FakeQueue queue = queue((_, _) -> SendResult.CONFIRMED);
    String half = "x".repeat(524_288);

    send(
        queue,
        List.of(
            new QueuedEvent("person 1", "id 1", half, Map.of()),
            new QueuedEvent("person 2", "id 2", half, Map.of())),
        Duration.ofSeconds(4));

    assertThat(queue.calls()).hasSize(1);
  }

  private PartitionSender.Outcome send(FakeQueue queue, List<QueuedEvent> events, Duration within)
      throws Exception {
    return new ParallelSender(clock).send(queue, events, clock.now().plus(within));
  }

  private FakeQueue queue(BiFunction<Integer, QueuedEvent, SendResult> script) {
    return new FakeQueue().onSend(() -> clock.advance(CALL)).setScript(script);
  }

  private static List<QueuedEvent> events(int events, int people) {
    List<QueuedEvent> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      all.add(new QueuedEvent("person " + i % people, "id " + i, "event " + i, Map.of()));
    }
    return all;
  }

  private static List<QueuedEvent> inOnePartition(int people) {
    List<QueuedEvent> all = new ArrayList<>();
    for (int i = 0; all.size() < people; i++) {
      String group = "person " + i;
      if (Math.floorMod(group.hashCode(), ParallelSender.MAX_PARTITIONS) == 0) {
        all.add(new QueuedEvent(group, "id " + i, "event " + all.size(), Map.of()));
      }
    }
    return all;
  }

  private static Map<String, List<String>> perPerson(List<QueuedEvent> events) {
    return events.stream()
        .collect(groupingBy(QueuedEvent::group, mapping(QueuedEvent::body, toList())));
  }
}
