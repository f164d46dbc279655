package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.DispatchSettings;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What Lambda does with an answer (Lambda developer guide, services-sqs-errorhandling).
class EventSourceModelTest {
  private final World world = new World(1, 0, FaultSchedule.none(), DispatchVariant.BRIDGE, -1);
  private final Scheduler scheduler = world.scheduler;
  private final SqsModel queue = new SqsModel(scheduler, "q", SqsModel.Settings.DEPLOYED, null, 1);
  private final List<List<String>> batches = new ArrayList<>();
  private int environments;

  @Test
  void whatIsNotReportedIsDeleted() {
    drain((batch, _) -> List.of(batch.getLast().messageId()), "a1", "b1", "c1");

    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void anEmptyResponseDeletesAll() {
    drain((_, _) -> null, "a1", "b1");

    assertThat(queue.size()).isZero();
  }

  @Test
  void anUnknownIdKeepsTheWholeBatch() {
    drain((_, _) -> List.of("nobody"), "a1", "a2");

    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void whatIsThrownKeepsTheWholeBatch() {
    drain(
        (_, _) -> {
          throw new StackOverflowError();
        },
        "a1",
        "a2");

    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  void anInvocationLongerThanTheTimeoutEndsWithItsEnvironment() {
    drain(
        (_, _) -> {
          scheduler.sleep(EventSourceModel.TIMEOUT.plusSeconds(1));
          return List.of();
        },
        "a1");

    assertThat(queue.size()).isEqualTo(1);
    assertThat(environments).isGreaterThan(1);
  }

  @Test
  void noGroupIsInTwoBatchesAtOnceAndNoMoreBatchesRunThanAllowed() {
    List<String> running = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String[] ids = new String[60];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (char) ('a' + i % 12) + Integer.toString(i);
    }
    drain(
        (batch, _) -> {
          List<String> groups = batch.stream().map(ReceivedEvent::group).distinct().toList();
          assertThat(running).doesNotContainAnyElementsOf(groups);
          running.addAll(groups);
          sizes.add(batch.size());
          scheduler.sleep(Duration.ofSeconds(1));
          running.removeAll(groups);
          return List.of();
        },
        ids);

    assertThat(queue.size()).isZero();
    assertThat(environments).isLessThanOrEqualTo(2);
    assertThat(sizes).allMatch(size -> size <= 10);
  }

  /// Lets the function work for some minutes.
  private void drain(BatchHandler handler, String... ids) {
    DispatchSettings settings = new DispatchSettings(250, 2, Duration.ofHours(4), false);
    queue.setListener(new EventSourceModel(world, queue, settings, _ -> environment(handler), 1));
    for (String id : ids) {
      queue.send(new QueuedEvent(id.substring(0, 1), id, "{}", Map.of()));
    }
    scheduler.runAfter(Duration.ofMinutes(15), scheduler::stop);
    scheduler.run();
    assertThat(batches).isNotEmpty();
  }

  private DispatchEnvironment environment(BatchHandler handler) {
    environments++;
    return new DispatchEnvironment(
        _ ->
            (batch, deadline) -> {
              batches.add(batch.stream().map(ReceivedEvent::messageId).toList());
              return handler.handle(batch, deadline);
            });
  }
}
