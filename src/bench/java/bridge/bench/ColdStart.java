package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Cold starts in interleaved rounds: from the start of the process (or, once its snapshot was
/// taken, from the restore) to the first answer.
final class ColdStart {
  /// What a case's name ends with that has no state table.
  private static final String NO_TABLE = ", no table";

  private final BackingServices services;
  private final List<Case> cases;

  /// The table would know the same event again, and nothing would be posted.
  private final AtomicInteger made = new AtomicInteger();

  /// One start that is measured.
  ///
  /// @param isRestore whether the time runs from the restore
  private record Case(
      String name, LambdaFunction function, boolean isRestore, Supplier<byte[]> event) {
    /// As part of a file's name.
    String file() {
      return name.replaceAll("[^a-z0-9]+", "-");
    }
  }

  /// One start as it went.
  ///
  /// @param isRight whether it was answered as it should be, and in time
  /// @param skippedLines of the class log, from before the restore
  private record Start(double wall, double cpu, boolean isRight, int skippedLines) {}

  private ColdStart(BackingServices services) throws IOException {
    Path benchClasses = Path.of("target", "test-classes").toAbsolutePath();
    LambdaFunction hello = new LambdaFunction(benchClasses, Hello.class.getName(), false);
    Path root = TaskRoot.ofBridge();
    LambdaFunction ingest = LambdaFunction.ingest(root);
    Supplier<byte[]> one = () -> LambdaEvents.webhook(SampleEvents.made(1, 1));
    Supplier<byte[]> many = () -> LambdaEvents.webhook(SampleEvents.made(1_000, 100));
    Supplier<byte[]> message =
        () -> LambdaEvents.batch(SampleEvents.made(made.getAndAdd(60), 1, 1), 1);
    Supplier<byte[]> ten =
        () -> LambdaEvents.batch(SampleEvents.made(made.getAndAdd(60), 10, 10), 10);
    this.services = services;
    this.cases =
        List.of(
            new Case("hello", hello, false, one),
            new Case("ingest", ingest, false, one),
            new Case("ingest, restored", ingest, true, one),
            new Case("ingest, 1,000 events", ingest, false, many),
            new Case("ingest, 1,000 events, restored", ingest, true, many),
            new Case("dispatch", LambdaFunction.dispatch(root), false, message),
            new Case("dispatch" + NO_TABLE, LambdaFunction.dispatch(root), false, message),
            new Case("dispatch, 10 events", LambdaFunction.dispatch(root), false, ten));
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    Map<String, LoadedClasses> classes = classes();
    try (BackingServices services = new BackingServices()) {
      ColdStart coldStart = new ColdStart(services);
      Map<String, List<Start>> starts = new LinkedHashMap<>();
      for (int round = 0; round < runLength.pick(2, 7); round++) {
        for (Case each : coldStart.cases) {
          starts
              .computeIfAbsent(each.name, _ -> new ArrayList<>())
              .add(coldStart.start(each, List.of()));
        }
      }
      return findings(classes, starts);
    }
  }

  /// What each function loads, by its name. Many events load what one event loads, except that
  /// threads which link a call at once make its class twice, which would be noise.
  static Map<String, LoadedClasses> classes() throws IOException, InterruptedException {
    Map<String, LoadedClasses> classes = new LinkedHashMap<>();
    try (BackingServices services = new BackingServices()) {
      ColdStart coldStart = new ColdStart(services);
      for (Case each : coldStart.cases) {
        if (!each.name.contains("events")) {
          Path log = Bench.OUT.resolve(each.file() + ".classes");
          Files.deleteIfExists(log);
          Start start = coldStart.start(each, List.of("-Xlog:class+load:file=" + log + ":none"));
          if (!start.isRight) { // a refusal loads less, and would pass any budget
            throw new IllegalStateException(each.name + " gave a wrong answer");
          }
          classes.put(each.name, LoadedClasses.in(log, start.skippedLines));
        }
      }
    }
    return classes;
  }

  private Start start(Case each, List<String> jvmOptions) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(services.env());
    if (each.name.endsWith(NO_TABLE)) {
      settings.remove(BackingServices.STATE_TABLE);
    }
    if (each.isRestore) {
      settings.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    }
    long began = System.nanoTime();
    try (FunctionProcess process =
        new FunctionProcess(each.function, settings, each.file(), jvmOptions)) {
      double cpuBefore = 0;
      int skippedLines = 0;
      if (each.isRestore) {
        process.api().awaitSnapshot();
        Thread.sleep(300); // compilers still busy would be counted as the restored start's
        cpuBefore = process.use().cpuSeconds();
        Path log = Bench.OUT.resolve(each.file() + ".classes");
        skippedLines = jvmOptions.isEmpty() ? 0 : Files.readAllLines(log).size();
        began = System.nanoTime();
        process.api().restore();
      }
      RuntimeApi.Answer answer = process.invoke(each.event);
      double cpu = process.use().cpuSeconds() - cpuBefore;
      if (!jvmOptions.isEmpty()) {
        process.api().awaitIdle(); // before this answer
        process.api().awaitIdle(); // after it: its last classes are in the log
      }
      boolean isRight =
          !answer.isError()
              && (answer.body().contains("\"statusCode\":200")
                  || answer.body().equals("{\"batchItemFailures\":[]}"));
      return new Start((answer.at() - began) / 1e6, cpu * 1_000, isRight, skippedLines);
    }
  }

  private static MeasurementResult findings(
      Map<String, LoadedClasses> classes, Map<String, List<Start>> starts) {
    Map<String, Double> figures = new HashMap<>();
    List<List<String>> rows = new ArrayList<>();
    starts.forEach(
        (name, each) -> {
          double wall = new Samples(each.stream().map(Start::wall).toList()).median();
          double cpu = new Samples(each.stream().map(Start::cpu).toList()).median();
          figures.put("coldstart." + name + ".wall", wall);
          figures.put("coldstart." + name + ".cpu", cpu);
          double ratio = wall / figures.getOrDefault("coldstart.hello.wall", wall);
          figures.put("coldstart." + name + ".ratio", ratio);
          LoadedClasses loaded = classes.get(name);
          if (loaded != null) {
            figures.put("coldstart." + name + ".classes", (double) loaded.outsideArchive());
          }
          rows.add(
              row(
                  name,
                  loaded == null ? "" : loaded.outsideArchive(),
                  wall,
                  ratio,
                  cpu,
                  each.stream().filter(Start::isRight).count() + " of " + each.size()));
        });
    ResultTable table =
        ResultTable.of(
            "coldstart: until the first answer",
            "function | classes outside the archive | wall ms | ÷ hello | CPU ms | answered in"
                + " time",
            rows);
    return new MeasurementResult("coldstart", List.of(table), figures);
  }
}
