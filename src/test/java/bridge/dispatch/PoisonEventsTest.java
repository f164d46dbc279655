package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An event is dead-lettered as poison only with proof that it is at fault.
class PoisonEventsTest {
  private static final Duration OLD = Duration.ofHours(5);
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  PoisonEventsTest() {
    dispatchFixture.regal.respondWith(
        (body, _) ->
            body.startsWith("bad") ? new Delivery.Unknown("http_500") : new Delivery.Accepted(200));
  }

  @Test
  void anOldEventThatFailsWhileTenOthersPassIsDeadLetteredAndItsPersonGoesOn() throws Exception {
    assertThat(dispatchFixture.deliverAged(OLD, "bad1")).containsExactly("bad1");
    pass(10);

    assertThat(dispatchFixture.deliverAged(OLD, "bad1")).isEmpty();
    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("reason", "poison_event")
        .containsEntry("message", "http_500");
  }

  @Test
  void aYoungEventIsNot() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(dispatchFixture.deliverAged(Duration.ofHours(3), "bad1")).containsExactly("bad1");
      pass(20);
    }
  }

  @Test
  void nineOthersAreTooFew() throws Exception {
    dispatchFixture.deliverAged(OLD, "bad1");
    pass(9);

    assertThat(dispatchFixture.deliverAged(OLD, "bad1")).containsExactly("bad1");
  }

  @Test
  void failuresOfOthersRemoveTheEvidence() throws Exception {
    dispatchFixture.deliverAged(OLD, "bad1");
    pass(9);
    dispatchFixture.deliverAged(OLD, "badly1");
    pass(1);

    // One of eleven is under a tenth, two of twelve are not.
    dispatchFixture.deliverAged(OLD, "badder1");
    assertThat(dispatchFixture.deliverAged(OLD, "bad1")).containsExactly("bad1");
  }

  @Test
  void ageAloneDeadLettersNothing() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(dispatchFixture.deliverAged(Duration.ofDays(2), "bad1")).containsExactly("bad1");
      dispatchFixture.platform.advance(Duration.ofMinutes(10));
    }
  }

  @Test
  void whatFailedBeforeTheBreakerClosedProvesNothing() throws Exception {
    dispatchFixture.deliverAged(OLD, "bad1", "badb1", "badc1", "badd1", "bade1");
    dispatchFixture.platform.advance(Duration.ofMinutes(2));
    pass(60);

    assertThat(dispatchFixture.deliverAged(OLD, "bad1")).containsExactly("bad1");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 503})
  void soIsWhatGetsAnotherResponseThanEverybodyElse(int status) throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) -> Delivery.of(body.startsWith("bad") ? status : 200, ""));
    for (int i = 0; i < 3; i++) {
      dispatchFixture.deliverAged(OLD, "bad1");
      pass(11);
    }

    assertThat(dispatchFixture.deadLetterQueue.sent()).hasSize(1);
    assertThat(dispatchFixture.deadLetterQueue.sent().getFirst().attributes())
        .containsEntry("reason", "poison_event");
  }

  @Test
  void beingThrottledProvesNothing() throws Exception {
    dispatchFixture.regal.respondWith(
        (body, _) -> Delivery.of(body.startsWith("bad") ? 429 : 200, ""));
    for (int i = 0; i < 5; i++) {
      assertThat(dispatchFixture.deliverAged(OLD, "bad1")).containsExactly("bad1");
      pass(20);
    }
  }

  @Test
  void oneOtherPersonIsEnough() throws Exception {
    dispatchFixture.deliverAged(OLD, "bad1");
    for (int i = 0; i < 10; i++) {
      dispatchFixture.deliver("a" + i);
    }

    assertThat(dispatchFixture.deliverAged(OLD, "bad1", "bad2")).containsExactly("bad2");
  }

  @Test
  void aNewEnvironmentStartsWithoutEvidence() throws Exception {
    dispatchFixture.deliverAged(OLD, "bad1");
    pass(20);
    dispatchFixture.restart();

    assertThat(dispatchFixture.deliverAged(OLD, "bad1")).containsExactly("bad1");
  }

  private void pass(int events) throws InterruptedException {
    for (int i = 0; i < events; i++) {
      assertThat(dispatchFixture.deliver("a" + i)).isEmpty();
    }
  }
}
