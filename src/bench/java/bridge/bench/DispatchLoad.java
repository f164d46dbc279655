package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The dispatch function warm: batches of ten from one person, who is served in order, and from
/// ten, who are served side by side; the sink responds at once, and after 20 ms. Without the state
/// table, and with one whose calls take no time; batches of ten people also with calls of 5 and 10
/// ms.
final class DispatchLoad {
  private static final int DELAY = 20;

  private final RunLength runLength;
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, Double> figures = new HashMap<>();

  private DispatchLoad(RunLength runLength) {
    this.runLength = runLength;
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    DispatchLoad load = new DispatchLoad(runLength);
    try (RunningBridge bridge = new RunningBridge(1, RunningBridge.UNLIMITED, false)) {
      load.measure(bridge, "off", List.of(0));
    }
    try (RunningBridge bridge = new RunningBridge(1, RunningBridge.UNLIMITED, true)) {
      load.measure(bridge, "on", List.of(0, 5, 10));
    }
    ResultTable table =
        ResultTable.of(
            "dispatch: warm, a batch of ten",
            "state table | events of | sink answers after | p50 ms | p99 ms | CPU µs an event"
                + " | table calls an event",
            load.rows);
    return new MeasurementResult("dispatch", List.of(table), load.figures);
  }

  /// @param tableDelays milliseconds of each call of the table
  private void measure(RunningBridge bridge, String table, List<Integer> tableDelays)
      throws IOException, InterruptedException {
    run(bridge, 10, runLength.pick(10, 1_000)); // warm-up
    for (int tableDelay : tableDelays) {
      bridge.delayTable(tableDelay);
      for (int delay : tableDelay == 0 ? List.of(0, DELAY) : List.of(0)) {
        bridge.sink().delay(delay);
        for (int people : tableDelay == 0 ? List.of(1, 10) : List.of(10)) {
          int times = runLength.pick(10, delay + tableDelay == 0 ? 500 : 50);
          FunctionProcess.Use before = bridge.dispatchUse();
          TableUse tableBefore = bridge.tableUse();
          Samples millis = run(bridge, people, times);
          int events = times * RunningBridge.BATCH;
          double cpu = bridge.dispatchUse().minus(before).cpuSeconds() / events * 1e6;
          double calls = bridge.tableUse().minus(tableBefore).per(events).calls();
          String title = table.equals("on") ? "on, %d ms".formatted(tableDelay) : table;
          String name = "dispatch.%s.%d.%d".formatted(title, people, delay);
          figures.put(name + ".millis", millis.median());
          figures.put(name + ".cpu_micros_per_event", cpu);
          figures.put(name + ".table_calls_per_event", calls);
          rows.add(
              row(
                  title,
                  people == 1 ? "one person" : people + " people",
                  delay + " ms",
                  millis.median(),
                  millis.percentile(99),
                  cpu,
                  calls));
        }
      }
    }
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
