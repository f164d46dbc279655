package bridge.bench;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The goals of one run. Whether they are met is reported and fails nothing.
final class Targets {
  private static final String OURS = "peers.bridge, translate + POST.1000";

  private static final List<Target> ALL =
      List.of(
          Target.atMost(2.5, "translate ÷ token floor, made events", "translate.made"),
          Target.atMost(1.6, "cut and signature of an array ÷ floor", "cut.1000"),
          Target.atMost(1.3, "worst unproved body ÷ tokens, HMACs apart", "worst.body"),
          Target.atMost(10, "worst event of 32 KB ÷ median", "worst.event"),
          Target.atMost(
              2_600, "ingest, classes until the first answer", "coldstart.ingest.classes"),
          Target.atMost(6, "ingest cold ÷ hello cold", "coldstart.ingest.ratio"),
          Target.atMost(
              2, "ingest after the restore ÷ hello cold", "coldstart.ingest, restored.ratio"),
          Target.atMost(2_500, "1,000 events cold, ms", "coldstart.ingest, 1,000 events.wall"),
          Target.atMost(
              2_500,
              "1,000 events after the restore, ms",
              "coldstart.ingest, 1,000 events, restored.wall"),
          new Target("drain, % of the pace, 100 ms", "drain.100.percent", "", "≥", 98),
          Target.atMost(200, "drain, most in a second, 100 ms", "drain.100.most_in_a_second"),
          new Target("drain, % of the pace, 300 ms", "drain.300.percent", "", "≥", 98),
          Target.atMost(200, "drain, most in a second, 300 ms", "drain.300.most_in_a_second"),
          new Target(
              "translate + POST ÷ Node fetch, CPU", OURS, "peers.Node, fetch.1000", "≤", 0.6),
          new Target("translate + POST ÷ Node http, CPU", OURS, "peers.Node, http.1000", "<", 1),
          Target.atMost(16, "artifact, zipped, MB", "artifact.megabytes"));

  private Targets() {}

  /// @param divisor the name of a figure; empty where the figure itself is measured
  private record Target(String what, String figure, String divisor, String sign, double limit) {
    static Target atMost(double limit, String what, String figure) {
      return new Target(what, figure, "", "≤", limit);
    }

    boolean isMet(double measured) {
      return switch (sign) {
        case "≥" -> measured >= limit;
        case "<" -> measured < limit;
        default -> measured <= limit;
      };
    }
  }

  /// The goals whose figures were measured.
  static ResultTable of(Map<String, Double> figures) {
    List<List<String>> rows = new ArrayList<>();
    for (Target each : ALL) {
      Double figure = figures.get(each.figure);
      Double divisor = each.divisor.isEmpty() ? Double.valueOf(1) : figures.get(each.divisor);
      if (figure != null && divisor != null) {
        double measured = figure / divisor;
        rows.add(
            ResultTable.row(
                each.what,
                measured,
                each.sign + " " + NumberFormat.getInstance(Locale.ROOT).format(each.limit),
                each.isMet(measured) ? "yes" : "no"));
      }
    }
    return ResultTable.of("goals", "figure | measured | goal | met", rows);
  }
}
