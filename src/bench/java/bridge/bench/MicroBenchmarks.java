package bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
  private record Iteration(double floor, double work, double allocated) {
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
    Map<String, Iteration> both = run(TranslateBenchmark.class, "set", runLength, false);
    Map<String, Iteration> first = run(TranslateBenchmark.class, "set", runLength, true);
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    both.forEach(
        (set, each) -> {
          int count = TranslateBenchmark.texts(set).size();
          double alone = Objects.requireNonNull(first.get(set)).ratio();
          figures.put("translate." + set, each.ratio());
          figures.put("translate." + set + ".first_compiler", alone);
          figures.put("translate." + set + ".nanos", each.work / count);
          rows.add(
              List.of(
                  set,
                  number(each.floor / count, 0),
                  number(each.work / count, 0),
                  number(each.ratio(), 2),
                  number(alone, 2),
                  number(each.allocated / count, 0)));
        });
    ResultTable resultTable =
        new ResultTable(
            "translate: one event, over Jackson's bare tokenizer",
            List.of(
                "events",
                "tokens ns",
                "translate ns",
                "ratio",
                "ratio, first compiler alone",
                "bytes allocated"),
            rows);
    return new MeasurementResult("translate", List.of(resultTable), figures);
  }

  static MeasurementResult cut(RunLength runLength) throws RunnerException, IOException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    run(CutBenchmark.class, "events", runLength, false)
        .forEach(
            (events, each) -> {
              double times = CutBenchmark.EVENTS_A_CALL / Double.parseDouble(events);
              figures.put("cut." + events, each.ratio());
              rows.add(
                  List.of(
                      events,
                      number(each.floor / times / 1e3, 1),
                      number(each.work / times / 1e3, 1),
                      number(each.ratio(), 2),
                      number(each.allocated / CutBenchmark.EVENTS_A_CALL, 0)));
            });
    ResultTable resultTable =
        new ResultTable(
            "cut: a body cut and its signature, over HMAC of the first event and bare tokenizer",
            List.of("events in the body", "floor µs", "cut µs", "ratio", "bytes an event"),
            rows);
    return new MeasurementResult("cut", List.of(resultTable), figures);
  }

  /// The median iteration by the values of the parameter.
  private static Map<String, Iteration> run(
      Class<?> benchmark, String parameter, RunLength runLength, boolean isFirstCompilerAlone)
      throws RunnerException, IOException {
    String name = benchmark.getSimpleName() + (isFirstCompilerAlone ? ".first" : "");
    Files.createDirectories(Bench.OUT);
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(benchmark.getName())
                    .forks(runLength.pick(1, 2))
                    .jvmArgs(isFirstCompilerAlone ? FIRST_COMPILER : BOTH_COMPILERS)
                    .warmupIterations(isFirstCompilerAlone ? 1 : 3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(8)
                    .measurementTime(TimeValue.milliseconds(250))
                    .shouldFailOnError(true)
                    .output(Bench.OUT.resolve(name + ".jmh.txt").toString())
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
          Objects.requireNonNull(each.getParams().getParam(parameter)),
          iterations.get(iterations.size() / 2));
    }
    return medians;
  }

  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
