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
/// `-Dquick=true` is for trying out alone.
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
          for (String name : names(Option.of("name", ""))) {
            measure(name, effort);
          }
          return 0;
        });
  }

  private static List<String> names(String asked) {
    if (asked.equals("all")) {
      return List.copyOf(MEASUREMENTS.keySet());
    }
    List<String> names = new ArrayList<>(List.of(asked.split(",")));
    if (!MEASUREMENTS.keySet().containsAll(names)) {
      throw new UsageException(
          "-Dname is all or some of " + String.join(",", MEASUREMENTS.keySet()));
    }
    return names;
  }

  private static Findings measure(String name, Effort effort) throws Exception {
    Measurement measurement = MEASUREMENTS.get(name);
    if (measurement == null) {
      throw new IllegalArgumentException(name);
    }
    Findings findings = measurement.run(effort);
    findings.tables().forEach(table -> System.out.println(table.text()));
    write(name, findings);
    return findings;
  }

  private static void write(String name, Findings findings) throws IOException {
    Files.createDirectories(OUT);
    Files.writeString(OUT.resolve(name + ".json"), JsonWriter.text(findings.json()));
  }
}
