package bridge.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Cold starts in interleaved rounds: from the start of the process (or, once its snapshot was
/// taken, from the restore) to the first answer.
final class ColdStart {
  private final BackingServices backingServices;
  private final List<Case> cases;

  /// One start that is measured.
  ///
  /// @param isRestore whether the time runs from the restore
  private record Case(
      String name,
      LambdaFunction function,
      boolean isRestore,
      boolean isArray,
      Supplier<byte[]> event) {}

  /// One start as it went.
  ///
  /// @param isRight whether it was answered as it should be, and in time
  /// @param classes null where they were not counted
  private record Start(double wall, double cpu, boolean isRight, @Nullable LoadedClasses classes) {}

  private ColdStart(BackingServices backingServices, List<Case> cases) {
    this.backingServices = backingServices;
    this.cases = cases;
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    try (BackingServices backingServices = BackingServices.start()) {
      ColdStart coldStart = new ColdStart(backingServices, cases());
      return coldStart.findings(coldStart.counted(), coldStart.rounds(runLength.pick(2, 7)));
    }
  }

  /// What each function loads, by its name; arrays load what one event loads.
  static Map<String, LoadedClasses> classes(BackingServices backingServices)
      throws IOException, InterruptedException {
    return new ColdStart(backingServices, cases()).counted();
  }

  private static List<Case> cases() throws IOException {
    Path root = TaskRoot.ofBridge(Bench.OUT.resolve("bridge").toAbsolutePath());
    Path helloRoot = TaskRoot.ofOneClass(Bench.OUT.resolve("hello").toAbsolutePath(), Hello.class);
    LambdaFunction hello = new LambdaFunction(helloRoot, Hello.class.getName(), false);
    LambdaFunction ingest = LambdaFunction.ingest(root);
    LambdaFunction dispatch = LambdaFunction.dispatch(root);
    Supplier<byte[]> one = () -> Webhooks.lambdaEvent(SampleEvents.made(1, 1));
    Supplier<byte[]> many = () -> Webhooks.lambdaEvent(SampleEvents.made(1_000, 100));
    Supplier<byte[]> ten = () -> Batches.lambdaEvent(SampleEvents.made(10, 10), 10);
    return List.of(
        new Case("hello", hello, false, false, one),
        new Case("ingest", ingest, false, false, one),
        new Case("ingest, restored", ingest, true, false, one),
        new Case("ingest, 1,000 events", ingest, false, true, many),
        new Case("ingest, 1,000 events, restored", ingest, true, true, many),
        new Case("dispatch", dispatch, false, false, ten));
  }

  private Map<String, LoadedClasses> counted() throws IOException, InterruptedException {
    Map<String, LoadedClasses> classes = new LinkedHashMap<>();
    for (Case each : cases) {
      Start start = each.isArray ? null : start(each, true);
      if (start != null && start.classes != null) {
        classes.put(each.name, start.classes);
      }
    }
    return classes;
  }

  private Map<String, List<Start>> rounds(int rounds) throws IOException, InterruptedException {
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Case each : cases) {
        starts.computeIfAbsent(each.name, _ -> new ArrayList<>()).add(start(each, false));
      }
    }
    return starts;
  }

  private Start start(Case each, boolean isCounted) throws IOException, InterruptedException {
    String file = each.name.replaceAll("[^a-z0-9]+", "-");
    File log = Bench.OUT.resolve(file + ".log").toFile();
    File classes = isCounted ? Bench.OUT.resolve(file + ".classes").toFile() : null;
    long began = System.nanoTime();
    try (RuntimeApi api = new RuntimeApi();
        ChildProcess process =
            each.function.start(api, backingServices.env(), each.isRestore, classes, log)) {
      double cpuBefore = 0;
      int classesBefore = 0;
      if (each.isRestore) {
        api.awaitSnapshot();
        Thread.sleep(300); // compilers still busy would be counted as the restored start's
        cpuBefore = process.cpuSeconds();
        classesBefore = classes == null ? 0 : Files.readAllLines(classes.toPath()).size();
        began = System.nanoTime();
        api.restore();
      }
      RuntimeApi.Answer answer = api.invoke(each.event);
      double cpu = process.cpuSeconds() - cpuBefore;
      if (isCounted && !isRight(answer)) { // a refusal loads less, and would pass any budget
        throw new IllegalStateException(each.name + " answered " + answer.body());
      }
      if (isCounted) {
        api.awaitIdle(); // the first request
        api.awaitIdle();
      }
      return new Start(
          (answer.at() - began) / 1e6,
          cpu * 1_000,
          isRight(answer),
          classes == null ? null : LoadedClasses.in(classes.toPath(), classesBefore));
    }
  }

  private static boolean isRight(RuntimeApi.Answer answer) {
    return !answer.isError()
        && (answer.body().contains("\"statusCode\":200")
            || answer.body().equals("{\"batchItemFailures\":[]}"));
  }

  private MeasurementResult findings(
      Map<String, LoadedClasses> classes, Map<String, List<Start>> starts) {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    double floor = median(starts.getOrDefault("hello", List.of()), true);
    starts.forEach(
        (name, each) -> {
          double wall = median(each, true);
          double cpu = median(each, false);
          LoadedClasses loaded = classes.get(name);
          String outside = loaded == null ? "" : Integer.toString(loaded.outsideArchive());
          figures.put("coldstart." + name + ".wall", wall);
          figures.put("coldstart." + name + ".cpu", cpu);
          figures.put("coldstart." + name + ".ratio", wall / floor);
          if (loaded != null) {
            figures.put("coldstart." + name + ".classes", (double) loaded.outsideArchive());
          }
          rows.add(
              List.of(
                  name,
                  outside,
                  MicroBenchmarks.number(wall, 0),
                  MicroBenchmarks.number(wall / floor, 1),
                  MicroBenchmarks.number(cpu, 0),
                  each.stream().filter(Start::isRight).count() + " of " + each.size()));
        });
    ResultTable resultTable =
        new ResultTable(
            "coldstart: until the first answer",
            List.of(
                "function",
                "classes outside the archive",
                "wall ms",
                "÷ hello",
                "CPU ms",
                "answered in time"),
            rows);
    return new MeasurementResult("coldstart", List.of(resultTable), figures);
  }

  private static double median(List<Start> starts, boolean isWall) {
    double[] sorted = starts.stream().mapToDouble(s -> isWall ? s.wall : s.cpu).sorted().toArray();
    return sorted.length == 0
        ? 0
        : Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(0);
  }
}
