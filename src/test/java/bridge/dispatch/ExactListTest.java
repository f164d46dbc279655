package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.platform.SystemPlatform;
import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The batch item failures are exactly the events that are not done, after any error.
class ExactListTest {
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @ParameterizedTest
  @ValueSource(
      classes = {StackOverflowError.class, OutOfMemoryError.class, IllegalStateException.class})
  void whateverIsThrownInsideStopsItsOwnPersonOnly(Class<? extends Throwable> thrown)
      throws Exception {
    dispatchFixture.setTranslation(
        (body, arrival) -> {
          if (body.equals("a2")) {
            sneak(thrown);
          }
          return DispatchFixture.translation(body, arrival);
        });

    assertThat(dispatchFixture.deliver("a1", "a2", "b1", "a3", "b2")).containsExactly("a2", "a3");
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "b1", "b2");
  }

  @Test
  void anErrorOfTheHttpClientStopsItsOwnPersonOnly() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) -> {
          if (body.equals("a1")) {
            throw new NoClassDefFoundError("x");
          }
          return new Delivery.Accepted(200);
        });

    assertThat(dispatchFixture.deliver("a1", "b1", "a2")).containsExactly("a1", "a2");
  }

  @Test
  void anErrorWhileDeadLetteringOrBackingOffLosesNothing() throws Exception {
    dispatchFixture.deadLetterQueue.setScript(
        (_, _) -> {
          throw new IllegalStateException();
        });

    assertThat(dispatchFixture.deliver("poison1", "b1")).containsExactly("poison1");

    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));
    dispatchFixture.events.onVisibilityChange(
        () -> {
          throw new StackOverflowError();
        });
    assertThat(dispatchFixture.deliver("a1", "skip1", "a2")).containsExactly("a1", "a2");
  }

  @Test
  void anErrorDuringAProbeStopsItsOwnPersonOnly() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Unavailable("http_503"));
    dispatchFixture.deliver("a1", "b1", "c1", "d1", "e1");
    dispatchFixture.regal.respondWith(
        (body, _) -> {
          if (body.equals("f1")) {
            throw new NoClassDefFoundError("x");
          }
          return new Delivery.Accepted(200);
        });

    assertThat(dispatchFixture.deliver("skip1", "f1", "g1")).containsExactly("f1");
  }

  @Test
  void nothingIsDeadLetteredWithoutTimeForIt() throws Exception {
    List<ReceivedEvent> batch = List.of(dispatchFixture.message("poison1", Duration.ZERO));

    assertThat(dispatchFixture.deliver(Duration.ofSeconds(11), batch)).containsExactly("poison1");
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  @Test
  void nothingIsPostedWithoutTimeForIt() throws Exception {
    List<ReceivedEvent> batch =
        List.of(
            dispatchFixture.message("a1", Duration.ZERO),
            dispatchFixture.message("b1", Duration.ZERO));

    assertThat(dispatchFixture.deliver(Duration.ofSeconds(5), batch)).containsExactly("a1", "b1");

    assertThat(dispatchFixture.regal.posts()).isEmpty();
    assertThat(dispatchFixture.events.visibilityChanges())
        .hasSize(2)
        .allMatch(visibilityChange -> visibilityChange.hidden().isZero());
  }

  @Test
  void postingStopsBeforeTheDeadline() throws Exception {
    dispatchFixture.regal.respondWith(
        (_, _) -> {
          dispatchFixture.platform.advance(Duration.ofSeconds(9));
          return new Delivery.Accepted(200);
        });

    List<String> unfinished = dispatchFixture.deliver("a1", "a2", "a3", "a4", "a5", "a6");

    // 60 s less 25 s for a POST, its record, a dead letter and the response: four begin, at 0, 9,
    // 18
    // and 27 s or so.
    assertThat(unfinished).containsExactly("a5", "a6");
  }

  @Test
  void tenFailuresInTenThreadsAreTenIdsEveryTime() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));
    List<ReceivedEvent> batch = new ArrayList<>();
    for (String person : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")) {
      batch.add(dispatchFixture.message(person + "1", Duration.ZERO));
    }
    List<String> ids = batch.stream().map(ReceivedEvent::messageId).toList();
    Dispatch dispatch =
        dispatchFixture.dispatchOn(
            new SystemPlatform(),
            (_, _) -> {
              throw new IllegalStateException();
            });

    for (int round = 0; round < 10_000; round++) {
      assertThat(dispatch.handle(batch, Instant.now().plusSeconds(60))).isEqualTo(ids);
    }
  }

  private static void sneak(Class<? extends Throwable> thrown) {
    if (thrown == StackOverflowError.class) {
      throw new StackOverflowError();
    }
    if (thrown == OutOfMemoryError.class) {
      throw new OutOfMemoryError();
    }
    throw new IllegalStateException();
  }
}
