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
          rows("read, track with userId", 1, "track.rows_read"),
          rows("written, track with userId", 1.1, "track.rows_written"),
          rows("read, track with anonymousId too", 2, "track_of_visitor.rows_read"),
          rows("written, track with anonymousId too", 1.1, "track_of_visitor.rows_written"),
          rows("read, identify", 6, "identify.rows_read"),
          rows("written, identify", 3.1, "identify.rows_written"),
          rows("read, identify with a new opt-in", 8, "identify_with_opt_in.rows_read"),
          rows("written, identify with a new opt-in", 5.1, "identify_with_opt_in.rows_written"),
          inTurn("track", 1, "track"),
          inTurn("visitor", 2, "track_of_visitor_alone"),
          inTurn("identify", 3, "identify"),
          Target.atMost(0.8, "table, calls an event, mix", "table.mix.calls"),
          Target.atMost(1.3, "table, dollars a million, mix", "table.mix.dollars"),
          new Target(
              "dispatch, CPU, table on ÷ off",
              "dispatch.on, 0 ms.10.0.cpu_micros_per_event",
              "dispatch.off.10.0.cpu_micros_per_event",
              "≤",
              2),
          new Target(
              "path in arrays, CPU, table on ÷ off",
              "path.1000.cpu_seconds_per_million",
              "path.off.1000.cpu_seconds_per_million",
              "≤",
              2),
          new Target(
              "path in arrays, events/s, table on ÷ off",
              "path.1000.events_per_second",
              "path.off.1000.events_per_second",
              "≥",
              0.6),
          pace("on", 100),
          most("on", 100),
          pace("on", 300),
          most("on", 300),
          pace("off", 100),
          most("off", 100),
          pace("off", 300),
          most("off", 300),
          new Target(
              "translate + POST ÷ Node fetch, CPU", OURS, "peers.Node, fetch.1000", "≤", 0.6),
          new Target("translate + POST ÷ Node http, CPU", OURS, "peers.Node, http.1000", "<", 1),
          Target.atMost(16, "artifact, zipped, MB", "artifact.megabytes"));

  private Targets() {}

  /// A batch's claim is a tenth of a row to each of its events.
  private static Target rows(String what, double limit, String figure) {
    return Target.atMost(limit, "table, rows " + what, "table." + figure);
  }

  private static Target inTurn(String what, double limit, String kind) {
    return Target.atMost(
        limit, "table, calls in turn before the POST, " + what, "table." + kind + ".calls_in_turn");
  }

  /// @param table on or off
  private static Target pace(String table, int millis) {
    return new Target(
        "drain, %% of the pace, table %s, %d ms".formatted(table, millis),
        "drain.%s.10.%d.percent".formatted(table, millis),
        "",
        "≥",
        98);
  }

  private static Target most(String table, int millis) {
    return Target.atMost(
        200,
        "drain, most in a second, table %s, %d ms".formatted(table, millis),
        "drain.%s.10.%d.most_in_a_second".formatted(table, millis));
  }

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

  /// The goals whose figures were measured; those that are missed come first.
  static ResultTable of(Map<String, Double> figures) {
    List<List<String>> met = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Target each : ALL) {
      Double figure = figures.get(each.figure);
      Double divisor = each.divisor.isEmpty() ? Double.valueOf(1) : figures.get(each.divisor);
      if (figure != null && divisor != null) {
        double measured = figure / divisor;
        boolean isMet = each.isMet(measured);
        (isMet ? met : rows)
            .add(
                ResultTable.row(
                    each.what,
                    measured,
                    each.sign + " " + NumberFormat.getInstance(Locale.ROOT).format(each.limit),
                    isMet ? "yes" : "no"));
      }
    }
    rows.addAll(met);
    return ResultTable.of("goals", "figure | today | goal | met", rows);
  }
}
