package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.DispatchSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The bulk queue and the state table under faults, in virtual time.
@Execution(ExecutionMode.CONCURRENT)
class StateTableTest {
  /// An Engage audience's first sync; with a million the test takes some minutes.
  private static final int MEMBERS = Integer.getInteger("members", 12_000);

  private static final double PER_SECOND = DispatchSettings.DEFAULT.regalRequestsPerSecond();
  private static final Duration START = Duration.ofMinutes(1);

  private final SimulationFixture fixture = new SimulationFixture();

  @Test
  void anAudiencesFirstSyncDelaysTheLiveMedianByLessThanATenth() {
    Duration alone = liveMedian(0);
    Duration beside = liveMedian(MEMBERS);
    System.out.printf(
        "live median %d ms alone, %d ms beside %d Engage events%n",
        alone.toMillis(), beside.toMillis(), MEMBERS);

    assertThat(beside).isLessThan(alone.multipliedBy(11).dividedBy(10));
  }

  /// @param members of an audience that is synced at once
  private static Duration liveMedian(int members) {
    Duration end = START.plusMinutes(2);
    SimulationFixture fixture = new SimulationFixture();
    fixture.sendAudience(Duration.ZERO, members);
    fixture.sendTraffic(START, end, Duration.ofMillis(40), 5_000);

    fixture.runUntil(end.plusSeconds(30));

    assertThat(fixture.world.bulk.queue.size() > 0)
        .as("the sync is still on")
        .isEqualTo(members > 0);
    List<SimulatedEvent> live = fixture.events().filter(event -> !event.kind.isBulk()).toList();
    assertThat(live).hasSize(2 * 60 * 25).allMatch(event -> event.processed == 1);
    return RunTotals.of(live).percentile(0.5);
  }

  @Test
  void anHourWithoutTheTableLosesAndBlocksNothing() {
    Duration from = Duration.ofMinutes(90);
    Duration end = from.plusHours(1);
    fixture
        .world
        .faultSchedule
        .tableDown()
        .setFrom(from.toNanos(), true)
        .setFrom(end.toNanos(), false);
    fixture.sendMixture(Duration.ZERO, end.plusMinutes(20), Duration.ofSeconds(2), 300);

    fixture.runUntil(end.plusMinutes(90));

    List<SimulatedEvent> sent =
        fixture.events().filter(f -> f.isMadeWithin(from, end) && f.processed > 0).toList();
    RunTotals runTotals = RunTotals.of(sent.stream().filter(f -> !f.isSkipped).toList());
    World world = fixture.world;
    System.out.printf(
        "an hour without the table: %d of its events delivered, half within %d ms, all within %d;"
            + " duplicates %s; optin_unchecked %d; visitors skipped %s%n",
        sent.size(),
        runTotals.percentile(0.5).toMillis(),
        runTotals.percentile(1).toMillis(),
        world.regalPostLog.duplicates().counts(),
        world.countingTelemetry.total("optin_unchecked"),
        Objects.requireNonNull(world.checks).visitors().skipped());
    assertThat(fixture.violations()).isEmpty();
    assertThat(sent).hasSizeGreaterThan(1_500);
    assertThat(runTotals.percentile(0.5)).isLessThan(Duration.ofMillis(500));
    assertThat(runTotals.percentile(1)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void tenMillisecondsACallOfTheTableCostNoThroughput() {
    fixture.setOutage(Duration.ZERO, START, OutageKind.OUTAGE_503);
    fixture.world.regal.setLatency(20, 100);
    for (Duration at = Duration.ZERO; at.compareTo(START) < 0; at = at.plusSeconds(1)) {
      fixture.sendCrowd(at, 600);
    }

    Duration from = START.plusMinutes(1);
    fixture.runUntil(from.plusMinutes(1));

    double share = fixture.postsWithin(from, from.plusMinutes(1)) / (60 * PER_SECOND);
    System.out.printf("%.1f %% of the pace%n", 100 * share);
    assertThat(share).isGreaterThanOrEqualTo(0.98);
  }
}
