package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.platform.SystemPlatform;
import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A person's events are posted in order, each once.
class OrderTest {
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void everyEventIsPostedOnceInItsPersonsOrder() throws Exception {
    assertThat(dispatchFixture.deliver("a1", "b1", "a2", "c1", "b2", "a3")).isEmpty();

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "a2", "a3", "b1", "b2", "c1");
  }

  @Test
  void whatIsBehindAFailedEventIsNeitherPostedNorDone() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            body.equals("a1") ? new Delivery.Unavailable("http_503") : new Delivery.Accepted(200));

    assertThat(dispatchFixture.deliver("a1", "b1", "a2", "c1", "b2", "a3"))
        .containsExactly("a1", "a2", "a3");
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "b1", "b2", "c1");
  }

  @Test
  void whatWasDoneBeforeAFailureStaysDone() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            body.equals("a2") ? new Delivery.Unknown("reset") : new Delivery.Accepted(200));

    assertThat(dispatchFixture.deliver("a1", "a2", "a3")).containsExactly("a2", "a3");
  }

  /// Opt-in by a track event needs nothing else: Regal binds it to the phone that the person has.
  @Test
  void anOptInEventWaitsForTheIdentifyThatBringsThePhone() throws Exception {
    Map<String, String> events =
        Map.of(
            "u1",
                "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"+12125550131\"}}",
            "u2", "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"SMS Opt In\"}");
    Translator translator = new Translator(TranslationSettings.DEFAULT);
    dispatchFixture.setTranslation(
        (id, at) -> translator.translate(Objects.requireNonNull(events.get(id)), at));
    AtomicInteger posts = new AtomicInteger();
    dispatchFixture.regal.respondWith(
        (_, _) ->
            posts.getAndIncrement() == 0
                ? new Delivery.Unavailable("http_503")
                : new Delivery.Accepted(200));

    assertThat(dispatchFixture.deliver("u1", "u2")).containsExactly("u1", "u2");
    assertThat(dispatchFixture.deliver("u1", "u2")).isEmpty();

    assertThat(dispatchFixture.regal.bodies())
        .satisfiesExactly(
            refused -> assertThat(refused).contains("+12125550131"),
            identify -> assertThat(identify).contains("+12125550131"),
            track -> assertThat(track).contains("\"name\":\"SMS Opt In\""));
  }

  @Test
  void peopleGoSideBySideAndEachHasOneCallAtATime() throws Exception {
    CountDownLatch bothInFlight = new CountDownLatch(2);
    Set<String> inFlight = ConcurrentHashMap.newKeySet();
    Queue<String> broken = new ConcurrentLinkedQueue<>();
    dispatchFixture.regal.respondWith(
        (body, _) -> {
          String person = body.substring(0, 1);
          if (!inFlight.add(person)) {
            broken.add(body + " while another of the person was in flight");
          }
          bothInFlight.countDown();
          if (!isReached(bothInFlight)) {
            broken.add(body + " went alone");
          }
          inFlight.remove(person);
          return new Delivery.Accepted(200);
        });
    List<ReceivedEvent> batch =
        Stream.of("a1", "a2", "b1", "a3", "b2")
            .map(id -> dispatchFixture.message(id, Duration.ZERO))
            .toList();

    assertThat(
            dispatchFixture
                .dispatchOn(new SystemPlatform(), DispatchFixture::translation)
                .handle(batch, Instant.now().plusSeconds(60)))
        .isEmpty();
    assertThat(broken).isEmpty();
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }

  @Test
  void anEmptyBatchIsDone() throws Exception {
    assertThat(dispatchFixture.deliver()).isEmpty();
  }
}
