package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.regal.Delivery;
import bridge.regal.RegalRequest;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.RateLimiter;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The circuit breaker counts people, opens for outages and rejection spikes, and probes with other
/// people.
class CircuitBreakerTest {
  private static final Delivery DOWN = new Delivery.Unavailable("http_503");
  private static final Delivery OK = new Delivery.Accepted(200);
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void fiveDifferentPeopleOpenIt() throws Exception {
    causeOutage();

    assertThat(dispatchFixture.telemetry.total(Metric.BREAKER_OPEN)).isEqualTo(1);
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "b1", "c1", "d1", "e1");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresOfEveryKindCount(Delivery failure) throws Exception {
    dispatchFixture.regal.respondWith(failure);

    dispatchFixture.deliver("a1", "b1", "c1", "d1", "e1", "f1");

    assertThat(dispatchFixture.telemetry.total(Metric.BREAKER_OPEN)).isEqualTo(1);
    assertThat(dispatchFixture.regal.bodies()).startsWith("a1", "b1", "c1", "d1", "e1");
  }

  static Stream<Delivery> failures() {
    return Stream.of(DOWN, new Delivery.Unknown("http_500"), new Delivery.Suspect(403));
  }

  @Test
  void aThrottledCrowdDoesNotOpenIt() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Throttled(429));

    dispatchFixture.deliver("a1", "b1", "c1", "d1", "e1", "f1", "g1");

    assertThat(dispatchFixture.telemetry.total(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void onePersonFailingForEverDoesNot() throws Exception {
    dispatchFixture.regal.respondWith(DOWN);
    for (int i = 0; i < 50; i++) {
      dispatchFixture.deliver("a1");
    }
    assertThat(dispatchFixture.telemetry.total(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void anybodyPassingInBetweenStartsTheCountAgain() throws Exception {
    dispatchFixture.regal.respondWith((body, _) -> body.equals("z1") ? OK : DOWN);

    dispatchFixture.deliver("a1", "b1", "c1", "d1", "z1", "e1", "f1", "g1", "h1");

    assertThat(dispatchFixture.telemetry.total(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void whileOpenItProbesOnceInFiveSecondsWithAnotherPersonEachTime() throws Exception {
    causeOutage();
    dispatchFixture.regal.bodies();
    var opened = dispatchFixture.platform.now();

    List<String> unfinished = dispatchFixture.deliver("e1", "f1", "g1", "h1", "i1", "j1");

    assertThat(unfinished).containsExactly("e1", "f1", "g1", "h1", "i1", "j1");
    var posts = dispatchFixture.regal.posts();
    assertThat(posts).extracting(post -> post.body()).containsExactly("f1", "g1", "h1", "i1");
    for (int i = 1; i < posts.size(); i++) {
      assertThat(posts.get(i).nanos() - posts.get(i - 1).nanos())
          .isGreaterThanOrEqualTo(4_900_000_000L);
    }
    assertThat(Duration.between(opened, dispatchFixture.platform.now()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @Test
  void theLastFailedPersonAloneDoesNotProbeAgainAtOnce() throws Exception {
    causeOutage();
    dispatchFixture.regal.bodies();

    assertThat(dispatchFixture.deliver("e1")).containsExactly("e1");
    assertThat(dispatchFixture.regal.posts()).isEmpty();
  }

  @Test
  void thePersonWhoFailedLongestAgoProbesFirst() throws Exception {
    causeOutage();
    dispatchFixture.regal.bodies();

    dispatchFixture.deliver("e1", "b1");

    assertThat(dispatchFixture.regal.bodies()).startsWith("b1");
  }

  @Test
  void onePassedProbeReleasesTheWaitingBatch() throws Exception {
    causeOutage();
    dispatchFixture.regal.bodies();
    dispatchFixture.regal.respondWith(OK);

    assertThat(dispatchFixture.deliver("a1", "a2", "f1", "f2", "g1")).isEmpty();
    assertThat(dispatchFixture.regal.bodies()).startsWith("f1").hasSize(5);
  }

  @Test
  void skippedEventsNeedNoRegalAndPassAnOpenBreaker() throws Exception {
    causeOutage();

    assertThat(dispatchFixture.deliver("skip1", "skip2")).isEmpty();
    assertThat(dispatchFixture.telemetry.lines())
        .as("they tell nothing of Regal")
        .noneMatch(line -> line.startsWith("breaker_closed"));
  }

  @Test
  void expiredEventsAreDeadLetteredThoughItIsOpen() throws Exception {
    causeOutage();

    assertThat(dispatchFixture.deliverAged(Duration.ofDays(13), "f1")).isEmpty();
    assertThat(dispatchFixture.deadLetterQueue.sent()).hasSize(1);
  }

  @Test
  void aBatchAtAnOpenBreakerIsRetriedWithABackoffByItsAge() throws Exception {
    causeOutage();
    dispatchFixture.events.visibilityChanges();

    dispatchFixture.deliverAged(Duration.ofMinutes(10), "f1", "f2", "g1");

    assertThat(dispatchFixture.events.visibilityChanges())
        .hasSize(3)
        .allMatch(
            visibilityChange -> visibilityChange.hidden().compareTo(Duration.ofSeconds(60)) >= 0);
  }

  @Test
  void aShortInvocationWaitsNoLongerThanItsTime() throws Exception {
    causeOutage();
    var began = dispatchFixture.platform.now();

    dispatchFixture.deliver(
        Duration.ofSeconds(27), List.of(dispatchFixture.message("f1", Duration.ZERO)));

    assertThat(Duration.between(began, dispatchFixture.platform.now()))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anEventThatWaitedForTheRateLimiterWhileItOpenedIsRetried() throws Exception {
    CircuitBreaker circuitBreaker =
        new CircuitBreaker(dispatchFixture.platform, dispatchFixture.telemetry);
    var keys = Dispatch.keys(dispatchFixture.key, dispatchFixture.platform);
    RateLimiter rateLimiter = new RateLimiter(dispatchFixture.platform, 25);
    RegalCall regalCall =
        new RegalCall(
            dispatchFixture.platform,
            dispatchFixture.regal,
            keys,
            rateLimiter,
            circuitBreaker,
            dispatchFixture.telemetry);
    InvocationDeadline time =
        new InvocationDeadline(
            dispatchFixture.platform, dispatchFixture.platform.now().plusSeconds(60));

    dispatchFixture.platform.onSleep(() -> circuitBreaker.recordMissingKey("a"));

    assertThat(regalCall.post(new RegalRequest(new Json.Obj(Map.of())), time, false))
        .isEqualTo(new RegalCall.Result.NotSent(new Outcome.BreakerOpen()));
    assertThat(dispatchFixture.regal.posts()).isEmpty();
  }

  @Test
  void aRejectionSpikeIsNotDeadLettered() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, "unknown field"));
    for (int round = 0; round < 50; round++) {
      dispatchFixture.deliver("a" + round, "b" + round, "c" + round, "d" + round, "e" + round);
      dispatchFixture.deliver("f" + round, "g" + round, "h" + round, "i" + round, "j" + round);
    }

    assertThat(dispatchFixture.telemetry.total(Metric.REJECTION_SPIKE)).isPositive();
    assertThat(dispatchFixture.deadLetterQueue.sent()).hasSize(20);
  }

  @Test
  void twentyBadEventsOfOnePersonAreNoSpike() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Refused(400, ""));
    for (int i = 0; i < 30; i++) {
      assertThat(dispatchFixture.deliver("a" + i)).isEmpty();
    }
    assertThat(dispatchFixture.telemetry.total(Metric.REJECTION_SPIKE)).isZero();
  }

  @Test
  void aWrongEndpointPausesAndDeadLettersNothing() throws Exception {
    dispatchFixture.regal.respondWith(new Delivery.Misdirected(404));

    assertThat(dispatchFixture.deliver("a1", "b1", "c1")).containsExactly("a1", "b1", "c1");
    assertThat(dispatchFixture.deliver("c1", "d1")).containsExactly("c1", "d1");

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "b1");
    assertThat(dispatchFixture.telemetry.total(Metric.ENDPOINT_REJECTED)).isPositive();
    assertThat(dispatchFixture.deadLetterQueue.sent()).isEmpty();
  }

  private void causeOutage() throws InterruptedException {
    dispatchFixture.regal.respondWith(DOWN);
    dispatchFixture.deliver("a1", "b1", "c1", "d1", "e1");
  }
}
