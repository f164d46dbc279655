package bridge.bench;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import bridge.command.ProgressLine;
import bridge.emulator.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `exec:exec@bench -Dname=NAME`: measures, prints tables and writes `target/bench/NAME.json`.
/// Several names have commas between them, `all` is every one; `-Dquick=true` only shows that
/// everything works. `-Dpublish=true` makes the run the one that benchmarks.md shows,
/// `-Dresume=true` takes what is not named from the last run.
final class Bench {
  static final Path OUT = Path.of("target", "bench").toAbsolutePath();

  /// In the order of a whole run; `cost` is computed from what the others found and comes last.
  private static final Map<String, Measurement> MEASUREMENTS = new LinkedHashMap<>();

  static {
    MEASUREMENTS.put("translate", MicroBenchmarks::translate);
    MEASUREMENTS.put("cut", MicroBenchmarks::cut);
    MEASUREMENTS.put("worst", _ -> WorstCases.measure());
    MEASUREMENTS.put("classes", _ -> ClassBudgets.check());
    MEASUREMENTS.put("coldstart", ColdStart::measure);
    MEASUREMENTS.put("ingest", IngestLoad::measure);
    MEASUREMENTS.put("dispatch", DispatchLoad::measure);
    MEASUREMENTS.put("table", TableLoad::measure);
    MEASUREMENTS.put("path", PathLoad::measure);
    MEASUREMENTS.put("drain", Drain::measure);
    MEASUREMENTS.put("peers", NodeComparison::measure);
    MEASUREMENTS.put("artifact", _ -> Artifact.measure());
  }

  private Bench() {}

  /// One name of the bench.
  private interface Measurement {
    MeasurementResult run(RunLength runLength) throws Exception;
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          List<String> known = new ArrayList<>(MEASUREMENTS.keySet());
          known.add("cost");
          String name = CommandOption.of("name", "");
          List<String> asked = name.equals("all") ? known : List.of(name.split(","));
          if (!known.containsAll(asked)) {
            throw new UsageException("-Dname is all or some of " + String.join(",", known));
          }
          Files.createDirectories(OUT);
          List<MeasurementResult> all = new ArrayList<>();
          for (String each : known) {
            if (asked.contains(each)) {
              all.add(measure(each, all));
            } else if (CommandOption.isTrue("resume", false) && Files.exists(file(each))) {
              all.add(Results.JSON.readValue(file(each).toFile(), MeasurementResult.class));
            }
          }
          System.out.println(Targets.of(Results.figures(all)).markdown());
          if (CommandOption.isTrue("publish", false)) {
            Results.now(all).publish();
          }
          return 0;
        });
  }

  /// @param before what was found in this run so far
  private static MeasurementResult measure(String name, List<MeasurementResult> before)
      throws Exception {
    RunLength runLength = CommandOption.isTrue("quick", false) ? RunLength.QUICK : RunLength.FULL;
    long began = System.nanoTime();
    MeasurementResult result;
    try (ProgressLine progressLine = ProgressLine.start()) {
      progressLine.show(() -> "measuring " + name);
      result =
          MEASUREMENTS.getOrDefault(name, _ -> Cost.of(Results.figures(before))).run(runLength);
    }
    result.tables().forEach(table -> System.out.println(table.markdown()));
    System.out.println(name + " took " + (System.nanoTime() - began) / 1_000_000_000 + " s\n");
    Results.JSON.writeValue(file(name).toFile(), result);
    return result;
  }

  private static Path file(String name) {
    return OUT.resolve(name + ".json");
  }
}
