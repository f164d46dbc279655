package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.runner.RunnerException;

/// What the costliest input costs, as a ratio: a body of anybody's over tokenizing it once, an
/// event of 32 KB over an ordinary one of its size. One fork each: the goals leave room for a fork
/// that differs.
final class WorstCases {
  private WorstCases() {}

  static MeasurementResult measure() throws RunnerException, IOException {
    Map<String, Double> figures = new HashMap<>();
    List<ResultTable> tables = List.of(bodies(figures), events(figures));
    return new MeasurementResult("worst", tables, figures);
  }

  private static ResultTable bodies(Map<String, Double> figures)
      throws RunnerException, IOException {
    String[] kinds = UnprovedBodies.KINDS.toArray(String[]::new);
    var token = MicroBenchmarks.run(WorstCaseBenchmark.class, "token", kinds, 1, false);
    var signed = MicroBenchmarks.run(WorstCaseBenchmark.class, "signature", kinds, 1, false);
    List<List<String>> rows = new ArrayList<>();
    token.forEach(
        (kind, each) -> {
          double hmacs = Objects.requireNonNull(signed.get(kind)).ratio() - each.ratio();
          figures.merge("worst.body", each.ratio(), Math::max);
          rows.add(row(kind, each.floor() / 1e6, each.work() / 1e6, each.ratio(), hmacs));
        });
    return ResultTable.of(
        "worst: a body of 4.4 MB rejected, over Jackson's bare tokenizer",
        "content | tokens ms | rejected ms | ratio | four HMACs, ratio",
        rows);
  }

  private static ResultTable events(Map<String, Double> figures)
      throws RunnerException, IOException {
    String[] kinds = WorstEvents.ALL.keySet().toArray(String[]::new);
    List<List<String>> rows = new ArrayList<>();
    MicroBenchmarks.run(WorstCaseBenchmark.class, "event", kinds, 1, false)
        .forEach(
            (kind, each) -> {
              figures.merge("worst.event", each.ratio(), Math::max);
              rows.add(row(kind, each.work() / 1e3, each.ratio()));
            });
    return ResultTable.of(
        "worst: an event of 32 KB translated, over one of custom traits",
        "content | translate µs | ratio",
        rows);
  }
}
