package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.DispatchSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Regal down for all, in virtual time.
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {
  private static final Duration START = Duration.ofMinutes(10);
  private static final double PER_SECOND = DispatchSettings.DEFAULT.regalRequestsPerSecond();
  private static final Duration END = START.plusHours(6);

  @Test
  void sixHoursOf503DeadLetterNothingAndKeepTheOrder() {
    SimulationFixture simulationFixture = new SimulationFixture();
    simulationFixture.setOutage(START, END, OutageKind.OUTAGE_503);
    simulationFixture.sendTraffic(Duration.ZERO, END.plusMinutes(10), Duration.ofSeconds(15), 400);

    simulationFixture.runUntil(END.plusHours(3));

    assertThat(simulationFixture.violations()).isEmpty();
    assertThat(simulationFixture.world.ledger.deadLettersByReason()).isEmpty();
  }

  @Test
  void shortLivedEnvironmentsAndOneOdd500AfterwardsDeadLetterNothingEither() {
    Duration odd = END.plusSeconds(30);
    SimulationFixture simulationFixture = new SimulationFixture();
    simulationFixture.setOutage(START, END, OutageKind.OUTAGE_503);
    simulationFixture.setOutage(odd, odd.plusMillis(20), OutageKind.FAST_500);
    simulationFixture.sendTraffic(Duration.ZERO, END.plusMinutes(10), Duration.ofSeconds(15), 400);
    for (Duration at = START; at.compareTo(END) < 0; at = at.plusMinutes(10)) {
      simulationFixture.world.scheduler.runAt(at.toNanos(), simulationFixture.world.live::deploy);
    }

    simulationFixture.runUntil(END.plusHours(3));

    assertThat(simulationFixture.violations()).isEmpty();
    assertThat(simulationFixture.world.ledger.deadLettersByReason()).isEmpty();
  }

  /// A batch ends when its last answer has come, and the next makes up for the wait. A person's own
  /// events wait for each other, so that a queue of few people cannot be that fast.
  @Test
  void afterALongOutageTheFullRateIsReachedFromTheFirstMinute() {
    Duration end = START.plusHours(2);
    SimulationFixture simulationFixture = new SimulationFixture();
    simulationFixture.setOutage(START, end, OutageKind.OUTAGE_503);
    simulationFixture.world.regal.setLatency(290, 310);
    for (Duration at = START; at.compareTo(end) < 0; at = at.plusSeconds(20)) {
      simulationFixture.sendCrowd(at, 100);
    }

    simulationFixture.runUntil(end.plusMinutes(3));

    assertThat(simulationFixture.postsWithin(end, end.plusMinutes(1)))
        .isGreaterThan((long) (0.9 * 60 * PER_SECOND));
    assertThat(simulationFixture.postsWithin(end.plusMinutes(1), end.plusMinutes(2)))
        .isGreaterThanOrEqualTo((long) (0.98 * 60 * PER_SECOND));
    assertThat((double) simulationFixture.world.live.rateCheck.maxWhileStable())
        .isLessThanOrEqualTo(PER_SECOND);
  }

  @Test
  void anEventThatWaitedTenMinutesIsTriedWithin75Seconds() {
    Duration end = START.plusMinutes(10);
    SimulationFixture simulationFixture = new SimulationFixture();
    simulationFixture.setOutage(START, end, OutageKind.OUTAGE_503);
    simulationFixture.send(START, 1, PoisonKind.NONE);

    simulationFixture.runUntil(end.plusMinutes(10));

    assertThat(simulationFixture.firstPostAfter(end)).isLessThanOrEqualTo(end.plusSeconds(75));
    assertThat(simulationFixture.violations()).isEmpty();
  }

  @Test
  void aChangedContractDoesNotDeadLetterTheQueue() {
    Duration end = START.plusHours(2);
    SimulationFixture simulationFixture = new SimulationFixture();
    simulationFixture.setOutage(START, end, OutageKind.CONTRACT_400);
    simulationFixture.sendTraffic(Duration.ZERO, end, Duration.ofSeconds(5), 2_000);

    simulationFixture.runUntil(end.plusHours(3));

    assertThat(simulationFixture.violations()).isEmpty();
    assertThat(simulationFixture.world.ledger.deadLettersByReason().getOrDefault("rejected", 0L))
        .isPositive()
        .isLessThanOrEqualTo(20 * 10);
  }

  @Test
  void aKeyThatRegalDoesNotAcceptPausesAndDeadLettersNothing() {
    SimulationFixture simulationFixture = new SimulationFixture();
    long revoked = START.toNanos();
    simulationFixture
        .world
        .faultSchedule
        .regalKey()
        .rotate(revoked, START.plusHours(3).toNanos(), "regal-key-1");
    simulationFixture.sendTraffic(Duration.ZERO, START.plusHours(3), Duration.ofSeconds(10), 2_000);

    simulationFixture.runUntil(START.plusHours(5));

    assertThat(simulationFixture.violations()).isEmpty();
    assertThat(simulationFixture.world.ledger.deadLettersByReason()).isEmpty();
  }

  @Test
  void aRotatedKeyTakesEffectWithoutAPause() {
    SimulationFixture simulationFixture = new SimulationFixture();
    long rotated = START.plusMinutes(1).toNanos();
    simulationFixture.world.faultSchedule.regalKey().rotate(rotated, rotated, "regal-key-1");
    simulationFixture.sendTraffic(Duration.ZERO, START.plusMinutes(4), Duration.ofSeconds(1), 500);

    simulationFixture.runUntil(START.plusMinutes(20));

    assertThat(RunTotals.of(simulationFixture.world.ledger.events()).percentile(1))
        .isLessThan(Duration.ofMinutes(1));
    assertThat(simulationFixture.violations()).isEmpty();
  }

  @Test
  void whereRegalIsSlowTheFunctionNeverRunsOutOfItsTime() {
    SimulationFixture simulationFixture = new SimulationFixture();
    simulationFixture.setOutage(Duration.ZERO, START.plusHours(1), OutageKind.SLOW);
    simulationFixture.sendArray(START, 1, 40);

    simulationFixture.runUntil(START.plusHours(2));

    assertThat(simulationFixture.eventsOf(1)).allMatch(event -> event.processed == 1);
    assertThat(simulationFixture.violations()).isEmpty();
  }
}
