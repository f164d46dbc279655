package bridge.simulation;

import java.time.Duration;

/// `exec:exec@simulate`: one run and its figures, or with `-Dseeds=` one line each for so many
/// seeds. The exit code is 1 if a promise was broken, and the command that repeats it is printed.
final class Simulate {
  private Simulate() {}

  public static void main(String[] args) {
    long seed = SimulationOption.number("seed", 1);
    long seeds = SimulationOption.number("seeds", 1);
    boolean isValid = true;
    for (int i = 0; i < seeds; i++) {
      RunConfig runConfig = plan(seed + i);
      RunReport runReport = new Simulation(runConfig).run();
      System.out.print(seeds == 1 ? runReport.text() : runReport.line());
      if (!runReport.isValid()) {
        isValid = false;
        runReport
            .world()
            .invariants
            .examples()
            .forEach(violation -> System.out.println("BROKEN: " + violation));
        System.out.println("Run it again: " + runConfig.command());
      }
    }
    System.exit(isValid ? 0 : 1);
  }

  private static RunConfig plan(long seed) {
    return new RunConfig(
        seed,
        (int) SimulationOption.number("events", 100_000),
        SimulationOption.number("faults", 10),
        Duration.ofHours(SimulationOption.number("hours", 7)),
        SimulationOption.handler(),
        (int) SimulationOption.number("follow", -1));
  }
}
