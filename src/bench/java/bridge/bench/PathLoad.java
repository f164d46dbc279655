package bridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The whole path under load, from webhook to sink, with the functions as deployed but for the
/// pace, which is set out of the way.
final class PathLoad {
  /// ElasticMQ goes through all groups for each message that it hands out; SQS does not.
  private static final int PEOPLE = 200;

  private static final int ARRAY = 1_000;

  /// So many events at most are under way: a real queue's length costs SQS nothing, but ElasticMQ.
  private static final int UNDER_WAY = 4_000;

  private static final int UNPACED = 1_000_000;
  private static final int DISPATCHERS = 2;

  private final RunningBridge bridge;
  private int sent;
  private int taken;

  private PathLoad(RunningBridge bridge) {
    this.bridge = bridge;
  }

  /// One load as it went.
  private record Load(
      int events, double seconds, FunctionProcess.Use ingest, FunctionProcess.Use dispatch) {
    double perSecond() {
      return events / seconds;
    }

    double cpuPerMillion() {
      return (ingest.cpuSeconds() + dispatch.cpuSeconds()) / events * 1e6;
    }
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    try (BackingServices backingServices = BackingServices.start();
        RunningBridge bridge = new RunningBridge(backingServices, DISPATCHERS, UNPACED)) {
      bridge.drain();
      return new PathLoad(bridge).measureLoad(runLength);
    }
  }

  private MeasurementResult measureLoad(RunLength runLength)
      throws IOException, InterruptedException {
    load(runLength.pick(200, 1_000), 1); // the compilers' warm-up
    load(runLength.pick(2_000, 10_000), 100);
    Load arrays = load(runLength.pick(4_000, 100_000), ARRAY);
    Load singles = load(runLength.pick(500, 3_000), 1);
    double[] latencies = latencies(arrays.perSecond() / 10, runLength.pick(100, 1_000));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("path.events_per_second", arrays.perSecond());
    put(figures, "path.1000", arrays);
    put(figures, "path.1", singles);
    figures.put("path.latency.p50", percentile(latencies, 50));
    figures.put("path.latency.p99", percentile(latencies, 99));
    figures.put("path.peak_megabytes", bridge.peakMegabytes());
    ResultTable load =
        new ResultTable(
            "path: webhook to sink, the functions' own processes",
            List.of("events a request", "events", "events/s", "CPU s a million", "of it ingest"),
            List.of(row("1,000", arrays), row("1", singles)));
    ResultTable latency =
        new ResultTable(
            "path: from the webhook's 200 to the sink, at a tenth of the load",
            List.of("events/s", "p50 ms", "p99 ms"),
            List.of(
                List.of(
                    MicroBenchmarks.number(arrays.perSecond() / 10, 0),
                    MicroBenchmarks.number(percentile(latencies, 50), 1),
                    MicroBenchmarks.number(percentile(latencies, 99), 1))));
    return new MeasurementResult("path", List.of(load, latency), figures);
  }

  private Load load(int events, int perRequest) throws IOException, InterruptedException {
    FunctionProcess.Use ingest = bridge.ingestUse();
    FunctionProcess.Use dispatch = bridge.dispatchUse();
    int before = sent;
    long began = System.nanoTime();
    while (sent - before < events) {
      bridge.await(sent - taken - UNDER_WAY);
      bridge.post(SampleEvents.made(sent, perRequest, PEOPLE));
      sent += perRequest;
    }
    bridge.await(sent - taken);
    double seconds = (System.nanoTime() - began) / 1e9;
    taken += inOrder(bridge.sink().arrivals());
    return new Load(
        sent - before,
        seconds,
        bridge.ingestUse().minus(ingest),
        bridge.dispatchUse().minus(dispatch));
  }

  /// How many came; each person's in order, or the bench ends.
  private static int inOrder(List<SinkClient.Arrival> arrivals) {
    Map<Long, Long> last = new HashMap<>();
    for (SinkClient.Arrival each : arrivals) {
      Long before = last.put(each.number() % PEOPLE, each.number());
      if (before != null && before >= each.number()) {
        throw new IllegalStateException("event " + each.number() + " came after " + before);
      }
    }
    return arrivals.size();
  }

  /// Milliseconds from the webhook's answer to the sink, sorted.
  private double[] latencies(double perSecond, int events)
      throws IOException, InterruptedException {
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
    List<SinkClient.Arrival> arrivals = bridge.sink().arrivals();
    taken += inOrder(arrivals);
    List<Double> millis = new ArrayList<>();
    for (SinkClient.Arrival each : arrivals) {
      millis.add((each.nanos() - accepted.getOrDefault(each.number(), 0L)) / 1e6);
    }
    return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static void put(Map<String, Double> figures, String name, Load load) {
    double events = load.events;
    figures.put(name + ".cpu_seconds_per_million", load.cpuPerMillion());
    figures.put(
        name + ".ingest.seconds_per_request",
        load.ingest.busySeconds() / load.ingest.invocations());
    figures.put(name + ".dispatch.events_per_invocation", events / load.dispatch.invocations());
    figures.put(
        name + ".log_bytes_per_event",
        (load.ingest.logBytes() + load.dispatch.logBytes()) / events);
  }

  private static List<String> row(String name, Load load) {
    return List.of(
        name,
        MicroBenchmarks.number(load.events, 0),
        MicroBenchmarks.number(load.perSecond(), 0),
        MicroBenchmarks.number(load.cpuPerMillion(), 0),
        MicroBenchmarks.number(load.ingest.cpuSeconds() / load.events * 1e6, 0));
  }
}
