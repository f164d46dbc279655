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
  private final DispatchFixture scene = new DispatchFixture();

  @Test
  void fiveDifferentPeopleOpenIt() throws Exception {
    outage();

    assertThat(scene.report.count(Metric.BREAKER_OPEN)).isEqualTo(1);
    assertThat(scene.regal.bodies()).containsExactly("a1", "b1", "c1", "d1", "e1");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresOfEveryKindCount(Delivery failure) throws Exception {
    scene.regal.answers(failure);

    scene.batch("a1", "b1", "c1", "d1", "e1", "f1");

    assertThat(scene.report.count(Metric.BREAKER_OPEN)).isEqualTo(1);
    assertThat(scene.regal.bodies()).startsWith("a1", "b1", "c1", "d1", "e1");
  }

  static Stream<Delivery> failures() {
    return Stream.of(DOWN, new Delivery.Unknown("http_500"), new Delivery.Suspect(403));
  }

  @Test
  void aThrottledCrowdDoesNotOpenIt() throws Exception {
    scene.regal.answers(new Delivery.Throttled(429));

    scene.batch("a1", "b1", "c1", "d1", "e1", "f1", "g1");

    assertThat(scene.report.count(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void onePersonFailingForEverDoesNot() throws Exception {
    scene.regal.answers(DOWN);
    for (int i = 0; i < 50; i++) {
      scene.batch("a1");
    }
    assertThat(scene.report.count(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void anybodyPassingInBetweenStartsTheCountAgain() throws Exception {
    scene.regal.answers((body, _) -> body.equals("z1") ? OK : DOWN);

    scene.batch("a1", "b1", "c1", "d1", "z1", "e1", "f1", "g1", "h1");

    assertThat(scene.report.count(Metric.BREAKER_OPEN)).isZero();
  }

  @Test
  void whileOpenItProbesOnceInFiveSecondsWithAnotherPersonEachTime() throws Exception {
    outage();
    scene.regal.bodies();
    var opened = scene.machine.now();

    List<String> unfinished = scene.batch("e1", "f1", "g1", "h1", "i1", "j1");

    assertThat(unfinished).containsExactly("e1", "f1", "g1", "h1", "i1", "j1");
    var posts = scene.regal.posts();
    assertThat(posts).extracting(post -> post.body()).containsExactly("f1", "g1", "h1", "i1");
    for (int i = 1; i < posts.size(); i++) {
      assertThat(posts.get(i).nanos() - posts.get(i - 1).nanos())
          .isGreaterThanOrEqualTo(4_900_000_000L);
    }
    assertThat(Duration.between(opened, scene.machine.now()))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
  }

  @Test
  void theLastFailedPersonAloneDoesNotProbeAgainAtOnce() throws Exception {
    outage();
    scene.regal.bodies();

    assertThat(scene.batch("e1")).containsExactly("e1");
    assertThat(scene.regal.posts()).isEmpty();
  }

  @Test
  void whoFailedLongestAgoProbesBeforeWhoFailedLast() throws Exception {
    outage();
    scene.regal.bodies();

    scene.batch("e1", "b1");

    assertThat(scene.regal.bodies()).startsWith("b1");
  }

  @Test
  void onePassedProbeReleasesTheHeldBatch() throws Exception {
    outage();
    scene.regal.bodies();
    scene.regal.answers(OK);

    assertThat(scene.batch("a1", "a2", "f1", "f2", "g1")).isEmpty();
    assertThat(scene.regal.bodies()).startsWith("f1").hasSize(5);
  }

  @Test
  void skippedEventsNeedNoRegalAndPassAnOpenBreaker() throws Exception {
    outage();

    assertThat(scene.batch("skip1", "skip2")).isEmpty();
  }

  @Test
  void expiredEventsAreParkedThoughItIsOpen() throws Exception {
    outage();

    assertThat(scene.batchAged(Duration.ofDays(13), "f1")).isEmpty();
    assertThat(scene.rejected.sent()).hasSize(1);
  }

  @Test
  void aHeldBatchGoesBackWithADelayByItsAge() throws Exception {
    outage();
    scene.events.delays();

    scene.batchAged(Duration.ofMinutes(10), "f1", "f2", "g1");

    assertThat(scene.events.delays())
        .hasSize(3)
        .allMatch(delay -> delay.hidden().compareTo(Duration.ofSeconds(60)) >= 0);
  }

  @Test
  void aShortInvocationHoldsNoLongerThanItsTime() throws Exception {
    outage();
    var began = scene.machine.now();

    scene.batch(Duration.ofSeconds(24), List.of(scene.message("f1", Duration.ZERO)));

    assertThat(Duration.between(began, scene.machine.now())).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whoWaitedForThePaceWhileItOpenedIsHeld() throws Exception {
    CircuitBreaker breaker = new CircuitBreaker(scene.machine, scene.report);
    ApiKeyCache keys = new ApiKeyCache(scene.key, scene.machine);
    RateLimiter pace = new RateLimiter(scene.machine, 25);
    RegalCall posting =
        new RegalCall(scene.machine, scene.regal, keys, pace, breaker, scene.report);
    InvocationDeadline time =
        new InvocationDeadline(scene.machine, scene.machine.now().plusSeconds(60));

    scene.machine.onSleep(() -> breaker.keyMissing("a"));

    assertThat(posting.post(new RegalRequest("b1", true), time, false))
        .isEqualTo(new RegalCall.Posted.NotBegun(new Outcome.Held()));
    assertThat(scene.regal.posts()).isEmpty();
  }

  @Test
  void aStormOfRefusalsIsNotParkedAway() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, "unknown field"));
    for (int round = 0; round < 50; round++) {
      scene.batch("a" + round, "b" + round, "c" + round, "d" + round, "e" + round);
      scene.batch("f" + round, "g" + round, "h" + round, "i" + round, "j" + round);
    }

    assertThat(scene.report.count(Metric.REFUSAL_STORM)).isPositive();
    assertThat(scene.rejected.sent()).hasSize(20);
  }

  @Test
  void twentyBadEventsOfOnePersonAreNoStorm() throws Exception {
    scene.regal.answers(new Delivery.Refused(400, ""));
    for (int i = 0; i < 30; i++) {
      assertThat(scene.batch("a" + i)).isEmpty();
    }
    assertThat(scene.report.count(Metric.REFUSAL_STORM)).isZero();
  }

  @Test
  void aWrongEndpointPausesAndParksNothing() throws Exception {
    scene.regal.answers(new Delivery.Misdirected(404));

    assertThat(scene.batch("a1", "b1", "c1")).containsExactly("a1", "b1", "c1");
    assertThat(scene.batch("c1", "d1")).containsExactly("c1", "d1");

    assertThat(scene.regal.bodies()).containsExactly("a1", "b1");
    assertThat(scene.report.count(Metric.MISDIRECTED)).isPositive();
    assertThat(scene.rejected.sent()).isEmpty();
  }

  private void outage() throws InterruptedException {
    scene.regal.answers(DOWN);
    scene.batch("a1", "b1", "c1", "d1", "e1");
  }
}
