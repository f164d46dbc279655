package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The two measurements without any I/O, by JMH, each beside its floor: the same bytes, in forks of
/// their own with the memory and the collector that Lambda gives a function of 1,024 MB. Of all
/// iterations the one with the median ratio is shown.
final class MicroBenchmarks {
  private static final String[] BOTH_COMPILERS = {"-Xmx870m", "-XX:+UseSerialGC"};

  /// Lambda stops at the first wherever a function has no SnapStart, so for dispatch.
  private static final String[] FIRST_COMPILER = {
    "-Xmx870m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  private MicroBenchmarks() {}

  /// One iteration: nanoseconds and bytes per call.
  record Iteration(double floor, double work, double allocated) {
    static Iteration of(IterationResult result) {
      double calls = counted(result, "calls");
      return new Iteration(
          counted(result, "floor") / calls,
          counted(result, "work") / calls,
          counted(result, "allocated") / calls);
    }

    private static double counted(IterationResult result, String lap) {
      return Objects.requireNonNull(result.getSecondaryResults().get(lap), lap).getScore();
    }

    double ratio() {
      return work / floor;
    }
  }

  static MeasurementResult translate(RunLength runLength) throws RunnerException, IOException {
    String[] sets = {"events", "made", "track", "identify", "page"};
    int forks = forks(runLength);
    Map<String, Iteration> both = run(CpuBenchmark.class, "translate", sets, forks, false);
    Map<String, Iteration> first = run(CpuBenchmark.class, "translate", sets, forks, true);
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new HashMap<>();
    both.forEach(
        (set, each) -> {
          int count = CpuBenchmark.texts(set).size();
          double alone = Objects.requireNonNull(first.get(set)).ratio();
          figures.put("translate." + set, each.ratio());
          figures.put("translate." + set + ".first_compiler", alone);
          figures.put("translate." + set + ".nanos", each.work / count);
          rows.add(
              row(
                  set,
                  each.floor / count,
                  each.work / count,
                  each.ratio(),
                  alone,
                  each.allocated / count));
        });
    ResultTable table =
        ResultTable.of(
            "translate: one event, over Jackson's bare tokenizer",
            "events | tokens ns | translate ns | ratio | ratio, first compiler alone"
                + " | bytes allocated",
            rows);
    return new MeasurementResult("translate", List.of(table), figures);
  }

  static MeasurementResult cut(RunLength runLength) throws RunnerException, IOException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new HashMap<>();
    run(CpuBenchmark.class, "cut", new String[] {"1", "1000"}, forks(runLength), false)
        .forEach(
            (events, each) -> {
              double times = CpuBenchmark.EVENTS_A_CALL / Double.parseDouble(events);
              figures.put("cut." + events, each.ratio());
              rows.add(
                  row(
                      events,
                      each.floor / times / 1e3,
                      each.work / times / 1e3,
                      each.ratio(),
                      each.allocated / CpuBenchmark.EVENTS_A_CALL));
            });
    ResultTable table =
        ResultTable.of(
            "cut: a body cut and its signature, over HMAC of the first event and bare tokenizer",
            "events in the body | floor µs | cut µs | ratio | bytes an event",
            rows);
    return new MeasurementResult("cut", List.of(table), figures);
  }

  private static int forks(RunLength runLength) {
    return runLength.pick(1, 2);
  }

  /// The median iteration by input.
  static Map<String, Iteration> run(
      Class<?> benchmarks, String method, String[] inputs, int forks, boolean isFirstCompilerAlone)
      throws RunnerException, IOException {
    String log = method + (isFirstCompilerAlone ? ".first" : "") + ".jmh.txt";
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(benchmarks.getName() + "." + method)
                    .param("input", inputs)
                    .forks(forks)
                    .jvmArgs(isFirstCompilerAlone ? FIRST_COMPILER : BOTH_COMPILERS)
                    .warmupIterations(isFirstCompilerAlone ? 1 : 3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(8)
                    .measurementTime(TimeValue.milliseconds(250))
                    .shouldFailOnError(true)
                    .output(Bench.OUT.resolve(log).toString())
                    .build())
            .run();
    Map<String, Iteration> medians = new LinkedHashMap<>();
    for (RunResult each : results) {
      List<Iteration> iterations =
          each.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .map(Iteration::of)
              .sorted(Comparator.comparingDouble(Iteration::ratio))
              .toList();
      medians.put(
          Objects.requireNonNull(each.getParams().getParam("input")),
          iterations.get(iterations.size() / 2));
    }
    return medians;
  }
}
