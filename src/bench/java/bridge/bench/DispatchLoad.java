package bridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The dispatch function warm: batches of ten from one person, who is served in order, and from
/// ten, who are served side by side; the sink answers at once, and after 20 ms.
final class DispatchLoad {
  private static final int BATCH = 10;
  private static final int DELAY = 20;
  private static final int UNPACED = 1_000_000;

  private DispatchLoad() {}

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    Path root = TaskRoot.ofBridge(Bench.OUT.resolve("bridge").toAbsolutePath());
    try (BackingServices backingServices = BackingServices.start()) {
      try (FunctionProcess dispatch =
          FunctionProcess.ofDispatch(root, backingServices, 1, UNPACED, "dispatch-load")) {
        run(dispatch, 10, runLength.pick(50, 1_000)); // warm-up
        for (int delay : List.of(0, DELAY)) {
          backingServices.sink().delay(delay);
          for (int people : List.of(1, 10)) {
            int times = runLength.pick(30, delay == 0 ? 500 : 100);
            FunctionProcess.Use before = dispatch.use();
            double[] millis = run(dispatch, people, times);
            FunctionProcess.Use use = dispatch.use().minus(before);
            double cpu = use.cpuSeconds() / times / BATCH * 1e6;
            double median = millis[millis.length / 2];
            figures.put("dispatch." + people + "." + delay + ".millis", median);
            figures.put("dispatch." + people + "." + delay + ".cpu_micros_per_event", cpu);
            rows.add(
                List.of(
                    people == 1 ? "one person" : people + " people",
                    delay + " ms",
                    MicroBenchmarks.number(median, 1),
                    MicroBenchmarks.number(millis[millis.length * 99 / 100], 1),
                    MicroBenchmarks.number(cpu, 0)));
          }
        }
      }
    }
    ResultTable resultTable =
        new ResultTable(
            "dispatch: warm, a batch of ten",
            List.of("events of", "sink answers after", "p50 ms", "p99 ms", "CPU µs an event"),
            rows);
    return new MeasurementResult("dispatch", List.of(resultTable), figures);
  }

  /// The milliseconds of each batch, sorted.
  private static double[] run(FunctionProcess dispatch, int people, int times)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      List<String> events = SampleEvents.made(i * BATCH, BATCH, people);
      millis.add(dispatch.dispatch(events, people).nanos() / 1e6);
    }
    return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
