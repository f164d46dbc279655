package bridge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The whole path under faults, on a clock of its own.
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {
  private static final int SEEDS = 40;

  @Test
  void shortRunsWithFaultsLoseReorderAndDeadLetterNothingWithoutCause() {
    List<String> violations = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      DispatchVariant dispatchVariant =
          switch (seed % 5) {
            case 0 -> DispatchVariant.BRIDGE_WITHOUT_STATE;
            case 1 -> DispatchVariant.BRIDGE_DEAD_LETTERING;
            default -> DispatchVariant.BRIDGE;
          };
      Duration length = Duration.ofHours(seed % 4 == 1 ? 7 : 1); // a link lives for three
      RunConfig runConfig = new RunConfig(seed, 120, 10, length, dispatchVariant, -1);
      RunReport runReport = new Simulation(runConfig).run();
      for (String violation : runReport.world().invariants.examples()) {
        violations.add(violation + ": " + runConfig.command());
      }
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void oneSeedTakesOneWay() {
    RunConfig runConfig =
        new RunConfig(7, 300, 10, Duration.ofHours(2), DispatchVariant.BRIDGE, -1);

    assertThat(new Simulation(runConfig).run().hash())
        .isEqualTo(new Simulation(runConfig).run().hash());
  }
}
