package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// One person in trouble among others who are not, in virtual time.
@Execution(ExecutionMode.CONCURRENT)
class OnePersonTest {
  private static final int ANN = 1_000_000;

  private final SimulationFixture fixture = new SimulationFixture();

  @Test
  void aPersonWhoseEventAlwaysFailsGoesOnAfterFourHours() {
    fixture.sendTraffic(Duration.ZERO, Duration.ofHours(7), Duration.ofSeconds(4), 2_000);
    fixture.send(Duration.ofMinutes(1), ANN, PoisonKind.ALWAYS_503);
    fixture.send(Duration.ofMinutes(2), ANN, PoisonKind.NONE);

    fixture.runUntil(Duration.ofHours(4));
    assertThat(fixture.world.ledger.deadLettersByReason()).isEmpty();
    fixture.runUntil(Duration.ofHours(8));

    assertThat(fixture.world.ledger.deadLettersByReason()).containsOnlyKeys("poison_event");
    assertThat(fixture.eventsOf(ANN).getLast().processed).isEqualTo(1);
    assertThat(fixture.violations()).isEmpty();
  }

  @Test
  void atNightTheOtherOnesEventsAreDeliveredAtTheirFirstAttempt() {
    fixture.send(Duration.ofMinutes(1), ANN, PoisonKind.ALWAYS_500);
    fixture.sendTraffic(Duration.ofMinutes(2), Duration.ofHours(8), Duration.ofMinutes(1), 1);

    fixture.runUntil(Duration.ofHours(9));

    assertThat(fixture.eventsOf(0)).hasSize(8 * 60 - 2).allMatch(event -> event.posts == 1);
    assertThat(fixture.violations()).isEmpty();
  }

  @Test
  void aPersonRedrivenTwiceWithinSqssFiveMinutesIsNotLost() {
    fixture.send(Duration.ofMinutes(1), ANN, PoisonKind.ALWAYS_400);
    for (int minute = 2; minute <= 4; minute++) {
      Duration at = Duration.ofMinutes(minute);
      fixture.world.scheduler.runAt(at.toNanos(), fixture.world.operator::runRedrive);
    }

    fixture.runUntil(Duration.ofMinutes(20));

    assertThat(fixture.eventsOf(ANN).getFirst().posts).isEqualTo(4);
    assertThat(fixture.eventsOf(ANN).getFirst().deadLetters).isEqualTo(1);
    assertThat(fixture.violations()).isEmpty();
  }

  @Test
  void tenThousandEventsOfOnePersonDelayTheOthersMedianByLessThanATenth() {
    Duration alone = othersMedian(0);
    Duration beside = othersMedian(10);

    assertThat(beside).isLessThan(alone.multipliedBy(11).dividedBy(10));
  }

  /// @param thousands of events that one person has at once
  private static Duration othersMedian(int thousands) {
    SimulationFixture fixture = new SimulationFixture();
    fixture.sendTraffic(Duration.ZERO, Duration.ofMinutes(6), Duration.ofMillis(100), 2_500);
    for (int i = 0; i < thousands; i++) {
      fixture.sendArray(Duration.ofMinutes(1).plusSeconds(i), ANN, 1_000);
    }
    fixture.runUntil(Duration.ofHours(2));
    assertThat(fixture.violations()).isEmpty();
    List<SimulatedEvent> others =
        fixture.world.ledger.events().stream().filter(event -> event.person != ANN).toList();
    return RunTotals.of(others).percentile(0.5);
  }
}
