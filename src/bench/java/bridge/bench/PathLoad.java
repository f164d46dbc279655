package bridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The whole path under load, from webhook to sink, with the functions as deployed but for the rate
/// limit, which is set out of the way; with the state table and without.
final class PathLoad {
  /// ElasticMQ goes through all groups for each message that it hands out; SQS does not.
  private static final int PEOPLE = 200;

  private static final int ARRAY = 1_000;

  /// So many events at most are under way: a real queue's length costs SQS nothing, but ElasticMQ.
  private static final int UNDER_WAY = 4_000;

  private static final int DISPATCHERS = 2;

  /// Later than the events of the functions' warm-up, which the table knows.
  private static final int FIRST = 1_000;

  private final RunningBridge bridge;
  private final Map<String, Double> figures = new HashMap<>();
  private int sent = FIRST;
  private int taken = FIRST;

  private PathLoad(RunningBridge bridge) {
    this.bridge = bridge;
  }

  /// One run as it went.
  private record Run(
      int events,
      double seconds,
      FunctionProcess.Use ingest,
      FunctionProcess.Use dispatch,
      TableUse table) {
    double perSecond() {
      return events / seconds;
    }

    double cpuPerMillion() {
      return (ingest.cpuSeconds() + dispatch.cpuSeconds()) / events * 1e6;
    }

    List<String> row(String state, int perRequest) {
      return ResultTable.row(
          state,
          perRequest,
          events,
          perSecond(),
          cpuPerMillion(),
          ingest.cpuSeconds() / events * 1e6,
          table.calls());
    }

    Map<String, Double> figures(String name) {
      double billed = ingest.busySeconds() / ingest.invocations();
      double logBytes = ingest.logBytes() + dispatch.logBytes();
      return Map.of(
          name + ".cpu_seconds_per_million",
          cpuPerMillion(),
          name + ".events_per_second",
          perSecond(),
          name + ".read_units_per_event",
          table.readUnits(),
          name + ".write_units_per_event",
          table.writeUnits(),
          name + ".ingest.seconds_per_request",
          billed,
          name + ".dispatch.events_per_invocation",
          (double) events / dispatch.invocations(),
          name + ".log_bytes_per_event",
          logBytes / events);
    }
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    Map<String, Double> figures = new HashMap<>();
    List<List<String>> runs = new ArrayList<>();
    List<List<String>> latencies = new ArrayList<>();
    for (boolean hasTable : List.of(true, false)) {
      try (RunningBridge bridge =
          new RunningBridge(DISPATCHERS, RunningBridge.UNLIMITED, hasTable)) {
        bridge.poll();
        PathLoad load = new PathLoad(bridge);
        load.measure(hasTable ? "on" : "off", runLength, runs, latencies);
        load.figures.forEach(
            (name, figure) -> figures.put((hasTable ? "path." : "path.off.") + name, figure));
      }
    }
    return new MeasurementResult(
        "path",
        List.of(
            ResultTable.of(
                "path: webhook to sink, the functions' own processes",
                "state table | events a request | events | events/s | CPU s a million"
                    + " | of it ingest | table calls an event",
                runs),
            ResultTable.of(
                "path: from the webhook's 200 to the sink, at a tenth of the load",
                "state table | events/s | p50 ms | p99 ms",
                latencies)),
        figures);
  }

  private void measure(
      String state, RunLength runLength, List<List<String>> runs, List<List<String>> latencies)
      throws IOException, InterruptedException {
    run(runLength.pick(200, 1_000), 1); // the compilers' warm-up
    run(runLength.pick(2_000, 10_000), 100);
    Run arrays = run(runLength.pick(4_000, 15_000), ARRAY);
    Run singles = run(runLength.pick(500, 1_500), 1);
    double perSecond = arrays.perSecond() / 10;
    Samples millis = latencies(perSecond, runLength.pick(100, 500));
    figures.putAll(arrays.figures("1000"));
    figures.putAll(singles.figures("1"));
    figures.put("latency.p50", millis.median());
    figures.put("latency.p99", millis.percentile(99));
    figures.put("peak_megabytes", bridge.peakMegabytes());
    runs.add(arrays.row(state, ARRAY));
    runs.add(singles.row(state, 1));
    latencies.add(ResultTable.row(state, perSecond, millis.median(), millis.percentile(99)));
  }

  private Run run(int events, int perRequest) throws IOException, InterruptedException {
    FunctionProcess.Use ingest = bridge.ingestUse();
    FunctionProcess.Use dispatch = bridge.dispatchUse();
    TableUse table = bridge.tableUse();
    int before = sent;
    long began = System.nanoTime();
    while (sent - before < events) {
      bridge.await(sent - taken - UNDER_WAY);
      bridge.post(SampleEvents.made(sent, perRequest, PEOPLE));
      sent += perRequest;
    }
    bridge.await(sent - taken);
    double seconds = (System.nanoTime() - began) / 1e9;
    takeInOrder();
    return new Run(
        sent - before,
        seconds,
        bridge.ingestUse().minus(ingest),
        bridge.dispatchUse().minus(dispatch),
        bridge.tableUse().minus(table).per(sent - before));
  }

  /// What came; each person's in order, or the bench ends.
  private List<RegalSink.Arrival> takeInOrder() {
    List<RegalSink.Arrival> arrivals = bridge.sink().takeArrivals();
    Map<Long, Long> last = new HashMap<>();
    for (RegalSink.Arrival each : arrivals) {
      Long before = last.put(each.number() % PEOPLE, each.number());
      if (before != null && before >= each.number()) {
        throw new IllegalStateException("event " + each.number() + " came after " + before);
      }
    }
    taken += arrivals.size();
    return arrivals;
  }

  /// Milliseconds from the webhook's answer to the sink.
  private Samples latencies(double perSecond, int events) throws InterruptedException {
    Map<Long, Long> accepted = new HashMap<>();
    long next = System.nanoTime();
    for (int i = 0; i < events; i++) {
      while (System.nanoTime() < next) {
        Thread.sleep(0, 200_000);
      }
      next += (long) (1e9 / perSecond);
      RuntimeApi.Answer answer = bridge.post(SampleEvents.made(sent, 1, PEOPLE));
      accepted.put((long) sent, answer.at());
      sent++;
    }
    bridge.await(events);
    List<Double> millis = new ArrayList<>();
    for (RegalSink.Arrival each : takeInOrder()) {
      millis.add((each.nanos() - accepted.getOrDefault(each.number(), 0L)) / 1e6);
    }
    return new Samples(millis);
  }
}
