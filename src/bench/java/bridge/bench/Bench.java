package bridge.bench;

import bridge.json.JsonWriter;
import bridge.local.Main;
import bridge.local.Option;
import bridge.local.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `exec:exec@bench -Dname=NAME`: measures, prints tables of ratios and writes
/// `target/bench/NAME.json`. Several names stand with commas between, `all` is every one;
/// `-Dquick=true` is for trying out alone. `-Dpublish=true` makes the run the one that the README
/// shows.
final class Bench {
  static final Path OUT = Path.of("target", "bench");

  private static final Map<String, Measurement> MEASUREMENTS = new LinkedHashMap<>();

  static {
    MEASUREMENTS.put("translate", Micro::translate);
    MEASUREMENTS.put("cut", Micro::cut);
    MEASUREMENTS.put("classes", ClassBudgets::check);
    MEASUREMENTS.put("coldstart", ColdStart::measure);
    MEASUREMENTS.put("ingest", IngestLoad::measure);
    MEASUREMENTS.put("dispatch", DispatchLoad::measure);
    MEASUREMENTS.put("path", PathLoad::measure);
    MEASUREMENTS.put("drain", Drain::measure);
    MEASUREMENTS.put("peers", Peers::measure);
    MEASUREMENTS.put("artifact", Artifact::measure);
  }

  private Bench() {}

  /// One name of the bench.
  interface Measurement {
    Findings run(Effort effort) throws Exception;
  }

  public static void main(String[] args) {
    Main.run(
        () -> {
          Effort effort = Option.of("quick", "false").equals("true") ? Effort.QUICK : Effort.FULL;
          List<Findings> all = new ArrayList<>();
          for (String name : names(Option.of("name", ""))) {
            all.add(measure(name, effort, all));
          }
          System.out.println(Goals.of(Results.figures(all)).text());
          if (Option.of("publish", "false").equals("true")) {
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
  private static Findings measure(String name, Effort effort, List<Findings> before)
      throws Exception {
    Measurement measurement = MEASUREMENTS.get(name);
    Findings findings =
        measurement == null ? Cost.of(Results.figures(before)) : measurement.run(effort);
    findings.tables().forEach(table -> System.out.println(table.text()));
    write(name, findings);
    return findings;
  }

  private static void write(String name, Findings findings) throws IOException {
    Files.createDirectories(OUT);
    Files.writeString(OUT.resolve(name + ".json"), JsonWriter.text(findings.json()));
  }
}
