package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What an event costs at the state table in steady state, by its kind, in batches of ten people
/// who are known: rows, calls, DynamoDB's price, and the calls before its POST that wait for one
/// another. Those are the time until the POST over the time of one call, which is long.
final class TableLoad {
  private static final int CALL_MILLIS = 100;
  private static final int CYCLE = 6;
  private static final String MIX = "4 tracks, 1 page, 1 identify, with anonymousId";

  private final RunningBridge bridge;
  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, Double> figures = new HashMap<>();

  private TableLoad(RunningBridge bridge) {
    this.bridge = bridge;
  }

  /// One batch of ten.
  private interface Batch {
    RuntimeApi.Answer dispatch() throws InterruptedException;
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    try (RunningBridge bridge = new RunningBridge(1, RunningBridge.UNLIMITED, true)) {
      TableLoad load = new TableLoad(bridge);
      FunctionProcess dispatcher = bridge.dispatchers().getFirst();
      int cycles = runLength.pick(1, 3);
      for (SampleKind kind : SampleKind.values()) {
        String name = kind.name().toLowerCase(Locale.ROOT);
        load.measure(name, kind.title(), cycles, () -> bridge.dispatch(dispatcher, kind));
      }
      load.measure(
          "mix", MIX, cycles * CYCLE, () -> bridge.dispatch(dispatcher, RunningBridge.BATCH));
      ResultTable table =
          ResultTable.of(
              "table: an event in a batch of ten people, the batch's own rows and calls shared",
              "event | rows read | rows written | calls | calls in turn before the POST"
                  + " | $ a million",
              load.rows);
      return new MeasurementResult("table", List.of(table), load.figures);
    }
  }

  private void measure(String name, String title, int batches, Batch batch)
      throws IOException, InterruptedException {
    bridge.delayTable(0);
    for (int i = 0; i < CYCLE; i++) { // until all of it is known
      batch.dispatch();
    }
    bridge.sink().takeArrivals();
    bridge.delayTable(CALL_MILLIS);
    TableUse before = bridge.tableUse();
    List<Double> inTurn = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      RuntimeApi.Answer answer = batch.dispatch();
      for (RegalSink.Arrival each : bridge.sink().takeArrivals()) {
        double millis = (each.nanos() - answer.at() + answer.nanos()) / 1e6;
        inTurn.add(Math.floor(millis / CALL_MILLIS));
      }
    }
    TableUse use = bridge.tableUse().minus(before).per(batches * RunningBridge.BATCH);
    double dollars = Cost.dynamoDb(use.readUnits(), use.writeUnits());
    double turns = new Samples(inTurn).median();
    figures.put("table." + name + ".rows_read", use.rowsRead());
    figures.put("table." + name + ".rows_written", use.rowsWritten());
    figures.put("table." + name + ".calls", use.calls());
    figures.put("table." + name + ".calls_in_turn", turns);
    figures.put("table." + name + ".dollars", dollars);
    rows.add(row(title, use.rowsRead(), use.rowsWritten(), use.calls(), (int) turns, dollars));
  }
}
