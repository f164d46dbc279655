package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The dispatch function warm: batches of ten from one person, who is served in order, and from
/// ten, who are served side by side; the sink responds at once, and after 20 ms.
final class DispatchLoad {
  private static final int DELAY = 20;

  private DispatchLoad() {}

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new HashMap<>();
    try (RunningBridge bridge = new RunningBridge(1, RunningBridge.UNLIMITED)) {
      run(bridge, 10, runLength.pick(50, 1_000)); // warm-up
      for (int delay : List.of(0, DELAY)) {
        bridge.sink().delay(delay);
        for (int people : List.of(1, 10)) {
          int times = runLength.pick(30, delay == 0 ? 500 : 100);
          FunctionProcess.Use before = bridge.dispatchUse();
          Samples millis = run(bridge, people, times);
          double cpu =
              bridge.dispatchUse().minus(before).cpuSeconds() / times / RunningBridge.BATCH * 1e6;
          String name = "dispatch." + people + "." + delay;
          figures.put(name + ".millis", millis.median());
          figures.put(name + ".cpu_micros_per_event", cpu);
          rows.add(
              row(
                  people == 1 ? "one person" : people + " people",
                  delay + " ms",
                  millis.median(),
                  millis.percentile(99),
                  cpu));
        }
      }
    }
    ResultTable table =
        ResultTable.of(
            "dispatch: warm, a batch of ten",
            "events of | sink answers after | p50 ms | p99 ms | CPU µs an event",
            rows);
    return new MeasurementResult("dispatch", List.of(table), figures);
  }

  /// The milliseconds of each batch.
  private static Samples run(RunningBridge bridge, int people, int times)
      throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      millis.add(bridge.dispatch(bridge.dispatchers().getFirst(), people).nanos() / 1e6);
    }
    return new Samples(millis);
  }
}
