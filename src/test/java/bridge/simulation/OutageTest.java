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
  void sixHoursOf503ParkNothingAndKeepTheOrder() {
    SimulationFixture stage =
        new SimulationFixture(SimulationFixture.storm(START, END, OutageSchedule.Storm.OUTAGE_503));
    stage.traffic(Duration.ZERO, END.plusMinutes(10), Duration.ofSeconds(15), 400);

    stage.runUntil(END.plusHours(3));

    assertThat(stage.broken()).isEmpty();
    assertThat(stage.world.ledger.parkedByReason()).isEmpty();
  }

  @Test
  void environmentsThatDoNotLiveLongAndOneOdd500AfterwardsParkNothingEither() {
    Duration odd = END.plusSeconds(30);
    SimulationFixture stage =
        new SimulationFixture(
            SimulationFixture.storm(START, END, OutageSchedule.Storm.OUTAGE_503),
            SimulationFixture.storm(odd, odd.plusMillis(20), OutageSchedule.Storm.FAST_500));
    stage.traffic(Duration.ZERO, END.plusMinutes(10), Duration.ofSeconds(15), 400);
    for (Duration at = START; at.compareTo(END) < 0; at = at.plusMinutes(10)) {
      stage.world.scheduler.at(at.toNanos(), stage.world.live.source::deploy);
    }

    stage.runUntil(END.plusHours(3));

    assertThat(stage.broken()).isEmpty();
    assertThat(stage.world.ledger.parkedByReason()).isEmpty();
  }

  /// A batch ends when its last answer has come, and the next makes up for the wait. A person's own
  /// events wait for each other, so that a queue of few people cannot be that fast.
  @Test
  void afterALongOutageThePaceIsThereFromTheFirstMinute() {
    Duration end = START.plusHours(2);
    SimulationFixture stage =
        new SimulationFixture(SimulationFixture.storm(START, end, OutageSchedule.Storm.OUTAGE_503));
    stage.world.regal.answersWithin(290, 310);
    for (Duration at = START; at.compareTo(end) < 0; at = at.plusSeconds(20)) {
      stage.sendCrowd(at, 100);
    }

    stage.runUntil(end.plusMinutes(3));

    assertThat(stage.postsWithin(end, end.plusMinutes(1)))
        .isGreaterThan((long) (0.9 * 60 * PER_SECOND));
    assertThat(stage.postsWithin(end.plusMinutes(1), end.plusMinutes(2)))
        .isGreaterThanOrEqualTo((long) (0.98 * 60 * PER_SECOND));
    assertThat((double) stage.world.live.pace.mostWhileTheyStay()).isLessThanOrEqualTo(PER_SECOND);
  }

  @Test
  void whoWaitedOutTenMinutesIsTriedWithin75Seconds() {
    Duration end = START.plusMinutes(10);
    SimulationFixture stage =
        new SimulationFixture(SimulationFixture.storm(START, end, OutageSchedule.Storm.OUTAGE_503));
    stage.send(START, 1, PoisonKind.NONE);

    stage.runUntil(end.plusMinutes(10));

    assertThat(stage.firstPostAfter(end)).isLessThanOrEqualTo(end.plusSeconds(75));
    assertThat(stage.broken()).isEmpty();
  }

  @Test
  void aChangedContractDoesNotParkTheQueue() {
    Duration end = START.plusHours(2);
    SimulationFixture stage =
        new SimulationFixture(
            SimulationFixture.storm(START, end, OutageSchedule.Storm.CONTRACT_400));
    stage.traffic(Duration.ZERO, end, Duration.ofSeconds(5), 2_000);

    stage.runUntil(end.plusHours(3));

    assertThat(stage.broken()).isEmpty();
    assertThat(stage.world.ledger.parkedByReason().getOrDefault("refused", 0L))
        .isPositive()
        .isLessThanOrEqualTo(20 * 10);
  }

  @Test
  void aKeyThatRegalDoesNotTakePausesAndParksNothing() {
    SimulationFixture stage = new SimulationFixture();
    long revoked = START.toNanos();
    stage.world.trouble.keys().rotates(revoked, START.plusHours(3).toNanos(), "regal-key-1");
    stage.traffic(Duration.ZERO, START.plusHours(3), Duration.ofSeconds(10), 2_000);

    stage.runUntil(START.plusHours(5));

    assertThat(stage.broken()).isEmpty();
    assertThat(stage.world.ledger.parkedByReason()).isEmpty();
  }

  @Test
  void aRotatedKeyTakesEffectWithoutAPause() {
    SimulationFixture stage = new SimulationFixture();
    long rotated = START.plusMinutes(1).toNanos();
    stage.world.trouble.keys().rotates(rotated, rotated, "regal-key-1");
    stage.traffic(Duration.ZERO, START.plusMinutes(4), Duration.ofSeconds(1), 500);

    stage.runUntil(START.plusMinutes(20));

    assertThat(RunTotals.of(stage.world.ledger.facts()).within(1))
        .isLessThan(Duration.ofMinutes(1));
    assertThat(stage.broken()).isEmpty();
  }

  @Test
  void whereRegalIsSlowTheFunctionNeverRunsOutOfItsTime() {
    SimulationFixture stage =
        new SimulationFixture(
            SimulationFixture.storm(Duration.ZERO, START.plusHours(1), OutageSchedule.Storm.SLOW));
    stage.sendArray(START, 1, 40);

    stage.runUntil(START.plusHours(2));

    assertThat(stage.of(1)).allMatch(fact -> fact.processed == 1);
    assertThat(stage.broken()).isEmpty();
  }
}
