package bridge.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The goals of one run. Whether they are met is reported and fails nothing.
final class Targets {
  private static final String OURS = "peers.bridge, translate + POST.1000";

  private Targets() {}

  static ResultTable of(Map<String, Double> figures) {
    List<List<String>> rows = new ArrayList<>();
    atMost(rows, "translate ÷ token floor, made events", figures, "translate.made", 2.5);
    atMost(rows, "cut and signature of an array ÷ floor", figures, "cut.1000", 1.6);
    atMost(
        rows, "ingest, classes until the first answer", figures, "coldstart.ingest.classes", 2_600);
    atMost(rows, "ingest cold ÷ hello cold", figures, "coldstart.ingest.ratio", 6);
    atMost(
        rows,
        "ingest after the restore ÷ hello cold",
        figures,
        "coldstart.ingest, restored.ratio",
        2);
    atMost(rows, "1,000 events cold, ms", figures, "coldstart.ingest, 1,000 events.wall", 2_500);
    atMost(
        rows,
        "1,000 events after the restore, ms",
        figures,
        "coldstart.ingest, 1,000 events, restored.wall",
        2_500);
    for (int delay : List.of(100, 300)) {
      String name = "drain." + delay + ".percent";
      Double used = figures.get(name);
      if (used != null) {
        row(rows, "drain, % of the pace, " + delay + " ms", used, "≥ 98", used >= 98);
      }
      String most = "drain." + delay + ".most_in_a_second";
      atMost(rows, "drain, most in a second, " + delay + " ms", figures, most, 200);
    }
    Double ours = figures.get(OURS);
    Double fetch = figures.get("peers.Node, fetch.1000");
    Double http = figures.get("peers.Node, http.1000");
    if (ours != null && fetch != null && http != null) {
      row(rows, "translate + POST ÷ Node fetch, CPU", ours / fetch, "≤ 0.6", ours / fetch <= 0.6);
      row(rows, "translate + POST ÷ Node http, CPU", ours / http, "< 1", ours / http < 1);
    }
    atMost(rows, "artifact, zipped, MB", figures, "artifact.megabytes", 16);
    return new ResultTable("goals", List.of("figure", "measured", "goal", "met"), rows);
  }

  private static void atMost(
      List<List<String>> rows, String what, Map<String, Double> figures, String name, double most) {
    Double measured = figures.get(name);
    if (measured != null) {
      String goal =
          "≤ " + MicroBenchmarks.number(most, most < 10 && most != Math.rint(most) ? 1 : 0);
      row(rows, what, measured, goal, measured <= most);
    }
  }

  private static void row(
      List<List<String>> rows, String what, double measured, String goal, boolean isMet) {
    rows.add(
        List.of(
            what,
            MicroBenchmarks.number(measured, measured < 100 ? 2 : 0),
            goal,
            isMet ? "yes" : "no"));
  }
}
