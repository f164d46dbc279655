package bridge.simulation;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `exec:exec@compare`: the same run once with each handler, as a table for reliability.md.
final class Compare {
  private Compare() {}

  public static void main(String[] args) {
    CommandMain.run(Compare::run);
  }

  private static int run() {
    long seed = CommandOption.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    List<RunReport> runs = new ArrayList<>();
    for (DispatchVariant dispatchVariant : DispatchVariant.COMPARED) {
      runs.add(new Simulation(RunConfig.fromOptions(seed, dispatchVariant)).run());
    }
    System.out.println(
        "| handler | lost | dead-lettered by SQS | of these never tried | reordered | late by dead"
            + " letters or a skip | duplicates | of these needless | half at Regal within | 99 %"
            + " within |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    runs.forEach(run -> System.out.println(row(run)));
    return runs.getFirst().isValid() ? 0 : 1;
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
