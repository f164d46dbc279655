package bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// The two measurements without any I/O, by JMH, each over its floor in the same run: the same
/// bytes, in forks of their own with the memory and the collector that Lambda gives a function of
/// 1,024 MB. A score is the median of the iterations' processor time: cores that others use too say
/// nothing by the clock.
final class Micro {
  private static final String[] BOTH_COMPILERS = {"-Xmx870m", "-XX:+UseSerialGC"};

  /// Lambda stops at the first wherever a function has no SnapStart, so for dispatch.
  private static final String[] FIRST_COMPILER = {
    "-Xmx870m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"
  };

  private Micro() {}

  /// One benchmark's nanoseconds and what it allocated, per call.
  private record Score(double time, double bytes) {}

  /// The benchmarks of one set, by name.
  private static final class Scores {
    private final Map<String, Score> byName = new HashMap<>();

    void put(RunResult result) {
      Result<?> time = result.getPrimaryResult();
      Result<?> cpu = Objects.requireNonNull(result.getSecondaryResults().get(CpuTime.LABEL));
      Result<?> bytes =
          Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
      byName.put(
          time.getLabel(), new Score(cpu.getStatistics().getPercentile(50), bytes.getScore()));
    }

    Score get(String name) {
      return Objects.requireNonNull(byName.get(name), name);
    }
  }

  static Findings translate(Effort effort) throws IOException, RunnerException {
    Map<String, Scores> scores = scores(TranslateBenchmark.class, "set", effort, false);
    Map<String, Scores> first = scores(TranslateBenchmark.class, "set", effort, true);
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    scores.forEach(
        (set, each) -> {
          int count = TranslateBenchmark.texts(set).size();
          Score tokens = each.get("tokens");
          Score translate = each.get("translate");
          double ratio = translate.time / tokens.time;
          Scores alone = Objects.requireNonNull(first.get(set));
          double ratioAlone = alone.get("translate").time / alone.get("tokens").time;
          figures.put("translate." + set, ratio);
          figures.put("translate." + set + ".first_compiler", ratioAlone);
          figures.put("translate." + set + ".nanos", translate.time / count);
          rows.add(
              List.of(
                  set,
                  number(tokens.time / count, 0),
                  number(translate.time / count, 0),
                  number(ratio, 2),
                  number(ratioAlone, 2),
                  number(translate.bytes / count, 0)));
        });
    Table table =
        new Table(
            "translate: one event, over Jackson's bare tokenizer",
            List.of(
                "events",
                "tokens ns",
                "translate ns",
                "ratio",
                "ratio, first compiler alone",
                "bytes allocated"),
            rows);
    return new Findings("translate", List.of(table), figures);
  }

  static Findings cut(Effort effort) throws IOException, RunnerException {
    Map<String, Scores> scores = scores(CutBenchmark.class, "events", effort, false);
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    scores.forEach(
        (events, each) -> {
          double floor = each.get("tokens").time + each.get("signature").time;
          Score cut = each.get("cut");
          figures.put("cut." + events, cut.time / floor);
          rows.add(
              List.of(
                  events,
                  number(floor / 1e3, 1),
                  number(cut.time / 1e3, 1),
                  number(cut.time / floor, 2),
                  number(cut.bytes / Double.parseDouble(events), 0)));
        });
    Table table =
        new Table(
            "cut: a body cut and its signature, over HMAC of the first event and bare tokenizer",
            List.of("events in the body", "floor µs", "cut µs", "ratio", "bytes an event"),
            rows);
    return new Findings("cut", List.of(table), figures);
  }

  private static Map<String, Scores> scores(
      Class<?> benchmark, String parameter, Effort effort, boolean isFirstCompilerAlone)
      throws IOException, RunnerException {
    Map<String, Scores> scores = new LinkedHashMap<>();
    for (RunResult result : run(benchmark, effort, isFirstCompilerAlone)) {
      String set = Objects.requireNonNull(result.getParams().getParam(parameter));
      scores.computeIfAbsent(set, _ -> new Scores()).put(result);
    }
    return scores;
  }

  private static Collection<RunResult> run(
      Class<?> benchmark, Effort effort, boolean isFirstCompilerAlone)
      throws IOException, RunnerException {
    String name = benchmark.getSimpleName() + (isFirstCompilerAlone ? ".first" : "");
    Path log = Bench.OUT.resolve(name + ".jmh.txt");
    Files.createDirectories(Bench.OUT);
    return new Runner(
            new OptionsBuilder()
                .include(benchmark.getName())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .forks(1)
                .jvmArgs(isFirstCompilerAlone ? FIRST_COMPILER : BOTH_COMPILERS)
                .warmupIterations(effort.pick(4, 6))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(effort.pick(8, 16))
                .measurementTime(TimeValue.milliseconds(250))
                .shouldFailOnError(true)
                .output(log.toString())
                .build())
        .run();
  }

  static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
