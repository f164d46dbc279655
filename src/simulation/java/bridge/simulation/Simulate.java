package bridge.simulation;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import bridge.command.ProgressLine;

/// `exec:exec@simulate`: one run and its figures, or with `-Dseeds=` one line each for so many
/// seeds. The exit code is 1 if a promise was broken, and the command that repeats it is printed.
final class Simulate {
  private Simulate() {}

  public static void main(String[] args) {
    CommandMain.run(Simulate::run);
  }

  private static int run() {
    try (ProgressLine progressLine = ProgressLine.start()) {
      return run(progressLine);
    }
  }

  private static int run(ProgressLine progressLine) {
    long seed = CommandOption.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    long seeds = CommandOption.number("seeds", 1, 1, 1_000_000);
    boolean isValid = true;
    for (int i = 0; i < seeds; i++) {
      RunConfig runConfig = RunConfig.fromOptions(seed + i, DispatchVariant.fromOptions());
      Simulation simulation = new Simulation(runConfig);
      progressLine.show(simulation::progress);
      RunReport runReport = simulation.run();
      progressLine.println((seeds == 1 ? runReport.text() : runReport.line()).stripTrailing());
      if (!runReport.isValid()) {
        isValid = false;
        runReport
            .world()
            .invariants
            .examples()
            .forEach(violation -> progressLine.println("BROKEN: " + violation));
        progressLine.println("Run it again: " + runConfig.command());
      }
    }
    return isValid ? 0 : 1;
  }
}
