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

class ExactListTest {
  private final DispatchFixture scene = new DispatchFixture();

  @ParameterizedTest
  @ValueSource(
      classes = {StackOverflowError.class, OutOfMemoryError.class, IllegalStateException.class})
  void whateverIsThrownInsideStopsItsOwnPersonOnly(Class<? extends Throwable> thrown)
      throws Exception {
    scene.translates(
        (body, arrival) -> {
          if (body.equals("a2")) {
            sneak(thrown);
          }
          return DispatchFixture.translation(body, arrival);
        });

    assertThat(scene.batch("a1", "a2", "b1", "a3", "b2")).containsExactly("a2", "a3");
    assertThat(scene.regal.bodies()).containsExactly("a1", "b1", "b2");
  }

  @Test
  void anErrorOfTheHttpClientStopsItsOwnPersonOnly() throws Exception {
    scene.regal.answers(
        (body, _) -> {
          if (body.equals("a1")) {
            throw new NoClassDefFoundError("x");
          }
          return new Delivery.Accepted(200);
        });

    assertThat(scene.batch("a1", "b1", "a2")).containsExactly("a1", "a2");
  }

  @Test
  void anErrorWhileParkingOrDelayingLosesNothing() throws Exception {
    scene.rejected.takes(
        _ -> {
          throw new IllegalStateException();
        });

    assertThat(scene.batch("poison1", "b1")).containsExactly("poison1");

    scene.regal.answers(new Delivery.Throttled(429));
    scene.events.onDelay(
        () -> {
          throw new StackOverflowError();
        });
    assertThat(scene.batch("a1", "skip1", "a2")).containsExactly("a1", "a2");
  }

  @Test
  void anErrorDuringAProbeStopsItsOwnPersonOnly() throws Exception {
    scene.regal.answers(new Delivery.Unavailable("http_503"));
    scene.batch("a1", "b1", "c1", "d1", "e1");
    scene.regal.answers(
        (body, _) -> {
          if (body.equals("f1")) {
            throw new NoClassDefFoundError("x");
          }
          return new Delivery.Accepted(200);
        });

    assertThat(scene.batch("skip1", "f1", "g1")).containsExactly("f1");
  }

  @Test
  void nothingIsParkedWithoutTimeForIt() throws Exception {
    List<ReceivedEvent> batch = List.of(scene.message("poison1", Duration.ZERO));

    assertThat(scene.batch(Duration.ofSeconds(11), batch)).containsExactly("poison1");
    assertThat(scene.rejected.sent()).isEmpty();
  }

  @Test
  void nothingIsPostedWithoutTimeForIt() throws Exception {
    List<ReceivedEvent> batch =
        List.of(scene.message("a1", Duration.ZERO), scene.message("b1", Duration.ZERO));

    assertThat(scene.batch(Duration.ofSeconds(5), batch)).containsExactly("a1", "b1");

    assertThat(scene.regal.posts()).isEmpty();
    assertThat(scene.events.delays()).hasSize(2).allMatch(delay -> delay.hidden().isZero());
  }

  @Test
  void postingStopsBeforeTheDeadline() throws Exception {
    scene.regal.answers(
        (_, _) -> {
          scene.machine.passes(Duration.ofSeconds(9));
          return new Delivery.Accepted(200);
        });

    List<String> unfinished = scene.batch("a1", "a2", "a3", "a4", "a5", "a6");

    // 60 s less 22 s for one POST, a park and the answer: four begin, at 0, 9, 18 and 27 s or so.
    assertThat(unfinished).containsExactly("a6");
  }

  @Test
  void tenFailuresInTenThreadsAreTenIdsEveryTime() throws Exception {
    scene.regal.answers(new Delivery.Throttled(429));
    List<ReceivedEvent> batch = new ArrayList<>();
    for (String person : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")) {
      batch.add(scene.message(person + "1", Duration.ZERO));
    }
    List<String> ids = batch.stream().map(ReceivedEvent::messageId).toList();
    Dispatch dispatch =
        scene.on(
            new SystemPlatform(),
            (_, _) -> {
              throw new IllegalStateException();
            });

    for (int round = 0; round < 10_000; round++) {
      assertThat(dispatch.unfinished(batch, Instant.now().plusSeconds(60))).isEqualTo(ids);
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
