package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `exec:exec@compare`: the same run once with each handler, as the table of the README.
final class Compare {
  private Compare() {}

  public static void main(String[] args) {
    long seed = SimulationOption.number("seed", 1);
    int events = (int) SimulationOption.number("events", 100_000);
    long percent = SimulationOption.number("faults", 10);
    Duration length = Duration.ofHours(SimulationOption.number("hours", 7));
    List<RunReport> runs = new ArrayList<>();
    for (DispatchVariant dispatchVariant : DispatchVariant.values()) {
      runs.add(
          new Simulation(new RunConfig(seed, events, percent, length, dispatchVariant, -1)).run());
    }
    System.out.println(
        "| handler | lost | dead-lettered | of these never tried | reordered | late by parking, a"
            + " skip or dead-lettering | duplicates | of these needless | half at Regal within | 99"
            + " % within |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    runs.forEach(run -> System.out.println(row(run)));
    System.exit(runs.getFirst().isValid() ? 0 : 1);
  }

  private static String row(RunReport run) {
    RunTotals runTotals = run.runTotals();
    EventLedger ledger = run.world().ledger;
    Duplicates duplicates = run.world().regalPostLog.duplicates();
    return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            run.runConfig().dispatchVariant().title(),
            runTotals.lost(),
            ledger.deadLettered(),
            ledger.deadLetteredUntried(),
            runTotals.reordered(),
            runTotals.late(),
            duplicates.total(),
            duplicates.needless(),
            time(runTotals.percentile(0.5)),
            time(runTotals.percentile(0.99)));
  }

  private static String time(Duration duration) {
    return duration.compareTo(Duration.ofMinutes(2)) < 0
        ? "%.1f s".formatted(duration.toMillis() / 1_000.0)
        : "%d min".formatted(duration.toMinutes());
  }
}
