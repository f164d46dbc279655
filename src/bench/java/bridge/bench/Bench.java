package bridge.bench;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import bridge.emulator.UsageException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `exec:exec@bench -Dname=NAME`: measures, prints tables of ratios and writes
/// `target/bench/NAME.json`. Several names stand with commas between, `all` is every one;
/// `-Dquick=true` is for trying out alone. `-Dpublish=true` makes the run the one that
/// benchmarks.md shows.
final class Bench {
  static final Path OUT = Path.of("target", "bench");

  private static final Map<String, Measurement> MEASUREMENTS = new LinkedHashMap<>();

  static {
    MEASUREMENTS.put("translate", MicroBenchmarks::translate);
    MEASUREMENTS.put("cut", MicroBenchmarks::cut);
    MEASUREMENTS.put("classes", ClassBudgets::check);
    MEASUREMENTS.put("coldstart", ColdStart::measure);
    MEASUREMENTS.put("ingest", IngestLoad::measure);
    MEASUREMENTS.put("dispatch", DispatchLoad::measure);
    MEASUREMENTS.put("path", PathLoad::measure);
    MEASUREMENTS.put("drain", Drain::measure);
    MEASUREMENTS.put("peers", NodeComparison::measure);
    MEASUREMENTS.put("artifact", Artifact::measure);
  }

  private Bench() {}

  /// One name of the bench.
  interface Measurement {
    MeasurementResult run(RunLength runLength) throws Exception;
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          RunLength runLength =
              CommandOption.of("quick", "false").equals("true") ? RunLength.QUICK : RunLength.FULL;
          List<String> asked = names(CommandOption.of("name", ""));
          boolean resumes = CommandOption.of("resume", "false").equals("true");
          List<MeasurementResult> all = new ArrayList<>();
          for (String name : known()) {
            if (asked.contains(name)) {
              all.add(measure(name, runLength, all));
            } else if (resumes && Files.exists(found(name))) {
              all.add(
                  MeasurementResult.of(new JsonReader(20).read(Files.readAllBytes(found(name)))));
            }
          }
          System.out.println(Targets.of(Results.figures(all)).text());
          if (CommandOption.of("publish", "false").equals("true")) {
            Results.now(all).publish();
          }
          return 0;
        });
  }

  private static List<String> names(String asked) {
    if (asked.equals("all")) {
      return known();
    }
    List<String> names = List.of(asked.split(","));
    if (!known().containsAll(names)) {
      throw new UsageException("-Dname is all or some of " + String.join(",", known()));
    }
    return names;
  }

  /// In the order of a whole run; the last is computed from what the others found.
  private static List<String> known() {
    List<String> known = new ArrayList<>(MEASUREMENTS.keySet());
    known.add("cost");
    return known;
  }

  /// @param before what was found in this run so far
  private static MeasurementResult measure(
      String name, RunLength runLength, List<MeasurementResult> before) throws Exception {
    long began = System.nanoTime();
    Measurement measurement = MEASUREMENTS.get(name);
    MeasurementResult measurementResult =
        measurement == null ? Cost.of(Results.figures(before)) : measurement.run(runLength);
    measurementResult.tables().forEach(resultTable -> System.out.println(resultTable.text()));
    System.out.println(name + " took " + (System.nanoTime() - began) / 1_000_000_000 + " s\n");
    write(name, measurementResult);
    return measurementResult;
  }

  private static void write(String name, MeasurementResult measurementResult) throws IOException {
    Files.createDirectories(OUT);
    Files.writeString(found(name), JsonWriter.text(measurementResult.json()));
  }

  /// What the last run found by this name.
  private static Path found(String name) {
    return OUT.resolve(name + ".json");
  }
}
