package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.regal.Delivery;
import bridge.regal.RegalRequest;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.RateLimiter;
import bridge.telemetry.Metric;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BreakerTest {
  private static final Delivery DOWN = new Delivery.Unavailable("http_503");
  private static final Delivery OK = new Delivery.Accepted(200);
  private final DispatchFixture dispatchFixture = new DispatchFixture();

  @Test
  void fiveDifferentPeopleOpenIt() throws Exception {
    outage();

    assertThat(dispatchFixture.report.count(Metric.BREAKER_OPEN)).isEqualTo(1);
    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "b1", "c1", "d1", "e1");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresOfEveryKindCount(Delivery failure) throws Exception {
    dispatchFixture.regal.answers(failure);

    dispatchFixture.batch("a1", "b1", "c1", "d1", "e1", "f1");

    assertThat(dispatchFixture.report.count(Metric.BREAKER_OPEN)).isEqualTo(1);
    assertThat(dispatchFixture.regal.bodies()).startsWith("a1", "b1", "c1", "d1", "e1");
  }

  static Stream<Delivery> failures() {
    return Stream.of(DOWN, new Delivery.Unknown("http_500"), new Delivery.Suspect(403));
  }

  @Test
  void aThrottledCrowdDoesNotOpenIt() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Throttled(429));

    dispatchFixture.batch("a1", "b1", "c1", "d1", "e1", "f1", "g1");

    assertThat(dispatchFixture.report.count(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void onePersonFailingForEverDoesNot() throws Exception {
    dispatchFixture.regal.answers(DOWN);
    for (int i = 0; i < 50; i++) {
      dispatchFixture.batch("a1");
    }
    assertThat(dispatchFixture.report.count(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void anybodyPassingInBetweenStartsTheCountAgain() throws Exception {
    dispatchFixture.regal.answers((body, _) -> body.equals("z1") ? OK : DOWN);

    dispatchFixture.batch("a1", "b1", "c1", "d1", "z1", "e1", "f1", "g1", "h1");

    assertThat(dispatchFixture.report.count(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void whileOpenItProbesOnceInFiveSecondsWithAnotherPersonEachTime() throws Exception {
    outage();
    dispatchFixture.regal.bodies();
    var opened = dispatchFixture.machine.now();

    List<String> unfinished = dispatchFixture.batch("e1", "f1", "g1", "h1", "i1", "j1");

    assertThat(unfinished).containsExactly("e1", "f1", "g1", "h1", "i1", "j1");
    var posts = dispatchFixture.regal.posts();
    assertThat(posts).extracting(post -> post.body()).containsExactly("f1", "g1", "h1", "i1");
    for (int i = 1; i < posts.size(); i++) {
      assertThat(posts.get(i).nanos() - posts.get(i - 1).nanos())
          .isGreaterThanOrEqualTo(4_900_000_000L);
    }
    assertThat(Duration.between(opened, dispatchFixture.machine.now()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @Test
  void theLastFailedPersonAloneDoesNotProbeAgainAtOnce() throws Exception {
    outage();
    dispatchFixture.regal.bodies();

    assertThat(dispatchFixture.batch("e1")).containsExactly("e1");
    assertThat(dispatchFixture.regal.posts()).isEmpty();
  }

  @Test
  void whoFailedLongestAgoProbesBeforeWhoFailedLast() throws Exception {
    outage();
    dispatchFixture.regal.bodies();

    dispatchFixture.batch("e1", "b1");

    assertThat(dispatchFixture.regal.bodies()).startsWith("b1");
  }

  @Test
  void onePassedProbeReleasesTheHeldBatch() throws Exception {
    outage();
    dispatchFixture.regal.bodies();
    dispatchFixture.regal.answers(OK);

    assertThat(dispatchFixture.batch("a1", "a2", "f1", "f2", "g1")).isEmpty();
    assertThat(dispatchFixture.regal.bodies()).startsWith("f1").hasSize(5);
  }

  @Test
  void skippedEventsNeedNoRegalAndPassAnOpenBreaker() throws Exception {
    outage();

    assertThat(dispatchFixture.batch("skip1", "skip2")).isEmpty();
  }

  @Test
  void expiredEventsAreParkedThoughItIsOpen() throws Exception {
    outage();

    assertThat(dispatchFixture.batchAged(Duration.ofDays(13), "f1")).isEmpty();
    assertThat(dispatchFixture.rejected.sent()).hasSize(1);
  }

  @Test
  void aHeldBatchGoesBackWithADelayByItsAge() throws Exception {
    outage();
    dispatchFixture.events.delays();

    dispatchFixture.batchAged(Duration.ofMinutes(10), "f1", "f2", "g1");

    assertThat(dispatchFixture.events.delays())
        .hasSize(3)
        .allMatch(
            visibilityChange -> visibilityChange.hidden().compareTo(Duration.ofSeconds(60)) >= 0);
  }

  @Test
  void aShortInvocationHoldsNoLongerThanItsTime() throws Exception {
    outage();
    var began = dispatchFixture.machine.now();

    dispatchFixture.batch(
        Duration.ofSeconds(24), List.of(dispatchFixture.message("f1", Duration.ZERO)));

    assertThat(Duration.between(began, dispatchFixture.machine.now()))
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whoWaitedForThePaceWhileItOpenedIsHeld() throws Exception {
    CircuitBreaker circuitBreaker =
        new CircuitBreaker(dispatchFixture.machine, dispatchFixture.report);
    ApiKeyCache keys = new ApiKeyCache(dispatchFixture.key, dispatchFixture.machine);
    RateLimiter rateLimiter = new RateLimiter(dispatchFixture.machine, 25);
    RegalCall regalCall =
        new RegalCall(
            dispatchFixture.machine,
            dispatchFixture.regal,
            keys,
            rateLimiter,
            circuitBreaker,
            dispatchFixture.report);
    InvocationDeadline time =
        new InvocationDeadline(
            dispatchFixture.machine, dispatchFixture.machine.now().plusSeconds(60));

    dispatchFixture.machine.onSleep(() -> circuitBreaker.keyMissing("a"));

    assertThat(regalCall.post(new RegalRequest("b1", true), time, false))
        .isEqualTo(new RegalCall.Posted.NotBegun(new Outcome.Held()));
    assertThat(dispatchFixture.regal.posts()).isEmpty();
  }

  @Test
  void aStormOfRefusalsIsNotParkedAway() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Refused(400, "unknown field"));
    for (int round = 0; round < 50; round++) {
      dispatchFixture.batch("a" + round, "b" + round, "c" + round, "d" + round, "e" + round);
      dispatchFixture.batch("f" + round, "g" + round, "h" + round, "i" + round, "j" + round);
    }

    assertThat(dispatchFixture.report.count(Metric.REJECTION_SPIKE)).isPositive();
    assertThat(dispatchFixture.rejected.sent()).hasSize(20);
  }

  @Test
  void twentyBadEventsOfOnePersonAreNoStorm() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Refused(400, ""));
    for (int i = 0; i < 30; i++) {
      assertThat(dispatchFixture.batch("a" + i)).isEmpty();
    }
    assertThat(dispatchFixture.report.count(Metric.REJECTION_SPIKE)).isZero();
  }

  @Test
  void aWrongEndpointPausesAndParksNothing() throws Exception {
    dispatchFixture.regal.answers(new Delivery.Misdirected(404));

    assertThat(dispatchFixture.batch("a1", "b1", "c1")).containsExactly("a1", "b1", "c1");
    assertThat(dispatchFixture.batch("c1", "d1")).containsExactly("c1", "d1");

    assertThat(dispatchFixture.regal.bodies()).containsExactly("a1", "b1");
    assertThat(dispatchFixture.report.count(Metric.ENDPOINT_REJECTED)).isPositive();
    assertThat(dispatchFixture.rejected.sent()).isEmpty();
  }

  private void outage() throws InterruptedException {
    dispatchFixture.regal.answers(DOWN);
    dispatchFixture.batch("a1", "b1", "c1", "d1", "e1");
  }
}
