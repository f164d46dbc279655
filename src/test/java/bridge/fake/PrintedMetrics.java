package bridge.fake;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What CloudWatch would read from standard output: lines in its embedded metric format.
public final class PrintedMetrics {
  private static final String START = "{\"_aws\"";

  private PrintedMetrics() {}

  /// Work that prints metrics.
  public interface Work {
    void run() throws Exception;
  }

  /// Everything printed while the work runs, which is printed all the same.
  public static String output(Work work) throws Exception {
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setOut(before);
    }
    String text = captured.toString(StandardCharsets.UTF_8);
    before.print(text);
    return text;
  }

  public static List<Json.Obj> lines(String output) throws JsonException {
    List<Json.Obj> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      if (line.startsWith(START)) {
        lines.add((Json.Obj) new JsonReader(20).read(line));
      }
    }
    return lines;
  }

  /// When each line says that it was counted, in epoch milliseconds.
  public static List<Long> times(String output) throws JsonException {
    List<Long> times = new ArrayList<>();
    for (Json.Obj line : lines(output)) {
      if (line.get("_aws") instanceof Json.Obj aws
          && aws.get("Timestamp") instanceof Json.Num(String time)) {
        times.add(Long.parseLong(time));
      }
    }
    return times;
  }

  /// Each metric as CloudWatch stores it: `namespace metric {dimension=value, ...}`.
  public static Set<String> metrics(String output) throws JsonException {
    Set<String> metrics = new TreeSet<>();
    for (Json.Obj line : lines(output)) {
      if (line.get("_aws") instanceof Json.Obj aws) {
        for (Json directive : list(aws.get("CloudWatchMetrics"))) {
          collect(line, (Json.Obj) directive, metrics);
        }
      }
    }
    return metrics;
  }

  private static void collect(Json.Obj line, Json.Obj directive, Set<String> metrics) {
    for (Json dimensions : list(directive.get("Dimensions"))) {
      Map<String, String> values = new TreeMap<>();
      for (Json name : list(dimensions)) {
        values.put(text(name), text(line.get(text(name))));
      }
      for (Json metric : list(directive.get("Metrics"))) {
        String name = text(((Json.Obj) metric).get("Name"));
        if (line.get(name) != null) {
          metrics.add(text(directive.get("Namespace")) + " " + name + " " + values);
        }
      }
    }
  }

  private static List<Json> list(@Nullable Json json) {
    return json instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private static String text(@Nullable Json json) {
    return json instanceof Json.Text(String value) ? value : "";
  }
}
