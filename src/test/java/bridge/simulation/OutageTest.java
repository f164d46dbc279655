package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.DispatchSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Regal down for all, in virtual time.
@Execution(ExecutionMode.CONCURRENT)
class OutageTest {
  private static final Duration START = Duration.ofMinutes(10);
  private static final double PER_SECOND = DispatchSettings.DEFAULT.regalRequestsPerSecond();
  private static final Duration END = START.plusHours(6);

  private final SimulationFixture fixture = new SimulationFixture();

  @Test
  void sixHoursOf503DeadLetterNothingAndKeepTheOrder() {
    fixture.setOutage(START, END, OutageKind.OUTAGE_503);
    fixture.sendTraffic(Duration.ZERO, END.plusMinutes(10), Duration.ofMinutes(2), 100);

    fixture.runUntil(END.plusHours(3));

    assertThat(fixture.violations()).isEmpty();
    assertThat(fixture.world.ledger.deadLettersByReason()).isEmpty();
  }

  @Test
  void shortLivedEnvironmentsAndOneOdd500AfterwardsDeadLetterNothingEither() {
    Duration odd = END.plusSeconds(30);
    fixture.setOutage(START, END, OutageKind.OUTAGE_503);
    fixture.setOutage(odd, odd.plusMillis(20), OutageKind.FAST_500);
    fixture.sendTraffic(Duration.ZERO, END.plusMinutes(10), Duration.ofMinutes(2), 100);
    for (Duration at = START; at.compareTo(END) < 0; at = at.plusMinutes(10)) {
      fixture.world.scheduler.runAt(at.toNanos(), fixture.world.live::deploy);
    }

    fixture.runUntil(END.plusHours(3));

    assertThat(fixture.violations()).isEmpty();
    assertThat(fixture.world.ledger.deadLettersByReason()).isEmpty();
  }

  /// A batch ends when its last answer has come, and the next makes up for the wait. A person's own
  /// events wait for each other, so that a queue of few people cannot be that fast.
  @Test
  void afterALongOutageTheFullRateIsReachedFromTheFirstMinute() {
    Duration end = START.plusHours(1);
    fixture.setOutage(START, end, OutageKind.OUTAGE_503);
    fixture.world.regal.setLatency(290, 310);
    for (Duration at = START; at.compareTo(end) < 0; at = at.plusSeconds(25)) {
      fixture.sendCrowd(at, 200);
    }

    fixture.runUntil(end.plusMinutes(3));

    assertThat(fixture.postsWithin(end, end.plusMinutes(1)))
        .isGreaterThan((long) (0.9 * 60 * PER_SECOND));
    assertThat(fixture.postsWithin(end.plusMinutes(1), end.plusMinutes(2)))
        .isGreaterThanOrEqualTo((long) (0.98 * 60 * PER_SECOND));
    assertThat((double) fixture.world.live.rateCheck.maxWhileStable())
        .isLessThanOrEqualTo(PER_SECOND);
  }

  @Test
  void anEventThatWaitedTenMinutesIsTriedWithin75Seconds() {
    Duration end = START.plusMinutes(10);
    fixture.setOutage(START, end, OutageKind.OUTAGE_503);
    fixture.send(START, 1, PoisonKind.NONE);

    fixture.runUntil(end.plusMinutes(10));

    assertThat(fixture.firstPostAfter(end)).isLessThanOrEqualTo(end.plusSeconds(75));
    assertThat(fixture.violations()).isEmpty();
  }

  @Test
  void aChangedContractDoesNotDeadLetterTheQueueHoweverManyEnvironmentsBegin() {
    Duration end = START.plusHours(2);
    fixture.setOutage(START, end, OutageKind.CONTRACT_400);
    fixture.sendTraffic(Duration.ZERO, end, Duration.ofSeconds(20), 1_000);
    for (Duration at = START; at.compareTo(end) < 0; at = at.plusMinutes(10)) {
      fixture.world.scheduler.runAt(at.toNanos(), fixture.world.live::deploy);
    }

    fixture.runUntil(end.plusHours(3));

    assertThat(fixture.violations()).isEmpty();
    assertThat(fixture.world.ledger.deadLettersByReason().getOrDefault("rejected", 0L))
        .isEqualTo(20);
  }

  @Test
  void aKeyThatRegalDoesNotAcceptPausesAndDeadLettersNothing() {
    long revoked = START.toNanos();
    fixture
        .world
        .faultSchedule
        .regalKey()
        .rotate(revoked, START.plusHours(3).toNanos(), "regal-key-1");
    fixture.sendTraffic(Duration.ZERO, START.plusHours(3), Duration.ofMinutes(1), 2_000);

    fixture.runUntil(START.plusHours(5));

    assertThat(fixture.violations()).isEmpty();
    assertThat(fixture.world.ledger.deadLettersByReason()).isEmpty();
  }

  /// One in a thousand of 200,000 waiting people. A tenth of their age hides each of them, so that
  /// how often one is received depends on the time alone.
  @Test
  void aKeyThatIsMissingForThreeDaysDeadLettersNothingAndIsUsedWithinHalfAnHour() {
    Duration end = START.plusDays(3);
    fixture
        .world
        .faultSchedule
        .regalKey()
        .stored()
        .setFrom(START.toNanos(), "REPLACE_ME")
        .setFrom(end.toNanos(), "regal-key-0");
    fixture.sendCrowd(START.plusMinutes(1), 200);

    fixture.runUntil(end.plusHours(3));

    assertThat(fixture.violations()).isEmpty();
    assertThat(fixture.world.ledger.deadLettersByReason()).isEmpty();
    assertThat(fixture.postsWithin(START, end)).isZero();
    assertThat(fixture.firstPostAfter(end)).isLessThan(end.plusMinutes(30));
  }

  @Test
  void anEventThatWaitedThirteenDaysIsDeadLetteredAsExpiredBeforeSqsDeletesIt() {
    Duration end = START.plusDays(13).plusHours(1);
    fixture.setOutage(START, end, OutageKind.OUTAGE_503);
    fixture.send(START, 1, PoisonKind.NONE);
    fixture.send(START.plusHours(2), 2, PoisonKind.NONE);

    fixture.runUntil(end.plusHours(3));

    assertThat(fixture.violations()).isEmpty();
    assertThat(fixture.world.ledger.deadLettersByReason()).isEqualTo(Map.of("expired", 1L));
    assertThat(fixture.eventsOf(1).getFirst().deadLetters).isEqualTo(1);
    assertThat(fixture.eventsOf(2).getFirst().processed).isEqualTo(1);
  }

  @Test
  void aRotatedKeyTakesEffectWithoutAPause() {
    long rotated = START.plusMinutes(1).toNanos();
    fixture.world.faultSchedule.regalKey().rotate(rotated, rotated, "regal-key-1");
    fixture.sendTraffic(Duration.ZERO, START.plusMinutes(4), Duration.ofSeconds(1), 500);

    fixture.runUntil(START.plusMinutes(20));

    assertThat(RunTotals.of(fixture.world.ledger.events()).percentile(1))
        .isLessThan(Duration.ofMinutes(1));
    assertThat(fixture.violations()).isEmpty();
  }

  @Test
  void whereRegalIsSlowTheFunctionNeverRunsOutOfItsTime() {
    fixture.setOutage(Duration.ZERO, START.plusHours(1), OutageKind.SLOW);
    fixture.sendArray(START, 1, 40);

    fixture.runUntil(START.plusHours(2));

    assertThat(fixture.eventsOf(1)).allMatch(event -> event.processed == 1);
    assertThat(fixture.violations()).isEmpty();
  }
}
