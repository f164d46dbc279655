package bridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The same job, the same events and the same sink, in turns: the bridge without its queue, and a
/// Node program of the kind that runs as a Segment Function, with `fetch` and with Node's own http.
/// Each is one process, gets the same requests over one connection a measurement in the same
/// rounds, and posts an array's events by ten senders, as dispatch posts ten people's. Counted is
/// the processor time of that process alone, its server and its compilers included. The bridge runs
/// as Lambda runs dispatch, which stops at the first compiler; and with both. What the whole path
/// costs is taken from `path`.
final class NodeComparison {
  private static final String OURS = "bridge, translate + POST";
  private static final String OURS_BOTH = "the same, both compilers";
  private static final String FETCH = "Node, fetch";
  private static final String HTTP = "Node, http";
  private static final int EARLY = 500;
  private static final int ARRAY = 1_000;
  private static final int PEOPLE = 100;

  private final SinkClient sink;
  private final Map<String, ChildProcess> processes = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private int sent;

  private NodeComparison(SinkClient sink) {
    this.sink = sink;
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    try (BackingServices backingServices = BackingServices.start()) {
      NodeComparison nodeComparison = new NodeComparison(backingServices.sink());
      try {
        nodeComparison.start();
        return nodeComparison.measurePeers(runLength);
      } finally {
        nodeComparison.processes.values().forEach(ChildProcess::close);
      }
    }
  }

  private void start() throws IOException {
    List<String> jvm = List.of("-Xmx870m", "-XX:+UseSerialGC", "-Dsink=" + sink.url());
    List<String> first = new ArrayList<>(jvm);
    first.add("-XX:TieredStopAtLevel=1");
    add(OURS, ChildProcess.ofMain(DirectPath.class, first, Map.of()));
    add(OURS_BOTH, ChildProcess.ofMain(DirectPath.class, jvm, Map.of()));
    add(FETCH, node("fetch"));
    add(HTTP, node("http"));
  }

  private ChildProcess node(String client) throws IOException {
    Path program = Path.of("src", "bench", "node", "peer.mjs").toAbsolutePath();
    List<String> command =
        List.of("node", program.toString(), BackingServices.SECRET, sink.url(), client);
    return ChildProcess.of(command, Map.of(), Path.of("."), null);
  }

  private void add(String name, ChildProcess process) throws IOException {
    processes.put(name, process);
    ports.put(name, Integer.parseInt(process.line()));
  }

  private MeasurementResult measurePeers(RunLength runLength)
      throws IOException, InterruptedException {
    int singles = runLength.pick(1_000, 3_000);
    int arrays = runLength.pick(2, 10);
    Map<String, Double> early = new LinkedHashMap<>();
    Map<String, List<Double>> one = new LinkedHashMap<>();
    Map<String, List<Double>> many = new LinkedHashMap<>();
    for (String name : processes.keySet()) { // the compilers' warm-up
      early.put(name, cpuPerMillion(name, EARLY, 1));
      cpuPerMillion(name, 2 * singles, 1);
      cpuPerMillion(name, 3 * arrays, ARRAY);
    }
    for (int round = 0; round < runLength.pick(3, 5); round++) {
      for (String name : processes.keySet()) {
        one.computeIfAbsent(name, _ -> new ArrayList<>()).add(cpuPerMillion(name, singles, 1));
        many.computeIfAbsent(name, _ -> new ArrayList<>()).add(cpuPerMillion(name, arrays, ARRAY));
      }
    }
    return findings(early, one, many);
  }

  private double cpuPerMillion(String name, int requests, int perRequest)
      throws IOException, InterruptedException {
    ChildProcess process = processes.getOrDefault(name, null);
    Integer port = ports.getOrDefault(name, null);
    if (process == null || port == null) {
      throw new IllegalArgumentException(name);
    }
    double before = process.cpuSeconds();
    try (RawHttpSender rawHttpSender =
        new RawHttpSender(port)) { // an idle one would be closed while the others run
      for (int i = 0; i < requests; i++) {
        int status = rawHttpSender.post(SampleEvents.made(sent, perRequest, PEOPLE));
        sent += perRequest;
        if (status != 200) {
          throw new IllegalStateException(name + " answered " + status);
        }
      }
    }
    double used = process.cpuSeconds() - before;
    int events = requests * perRequest;
    int came = sink.arrivals().size();
    if (came != events) {
      throw new IllegalStateException(name + " delivered " + came + " of " + events);
    }
    return used / events * 1e6;
  }

  private MeasurementResult findings(
      Map<String, Double> early, Map<String, List<Double>> one, Map<String, List<Double>> many)
      throws IOException {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, ChildProcess> each : processes.entrySet()) {
      String name = each.getKey();
      double cold = early.getOrDefault(name, 0.0);
      double single = median(one.getOrDefault(name, List.of()));
      double array = median(many.getOrDefault(name, List.of()));
      double memory = each.getValue().peakMegabytes();
      figures.put("peers." + name + ".early", cold);
      figures.put("peers." + name + ".1", single);
      figures.put("peers." + name + ".1000", array);
      figures.put("peers." + name + ".peak_megabytes", memory);
      rows.add(
          List.of(
              name,
              MicroBenchmarks.number(cold, 0),
              MicroBenchmarks.number(single, 0),
              MicroBenchmarks.number(array, 0),
              MicroBenchmarks.number(memory, 0)));
    }
    ResultTable cost =
        new ResultTable(
            "peers: verify, map, POST; CPU seconds per million events",
            List.of(
                "program",
                "its first 500, 1 a request",
                "1 event a request",
                "arrays of 1,000",
                "peak MB"),
            rows);
    return new MeasurementResult("peers", List.of(cost, PROMISES), figures);
  }

  private static final ResultTable PROMISES =
      new ResultTable(
          "peers: what each keeps when something goes wrong",
          List.of("promise", "bridge", "Node program"),
          List.of(
              List.of("signature", "yes, in constant time", "yes, in constant time"),
              List.of("events 2 to n of an array", "by the token", "not checked"),
              List.of("durable before 200", "yes, in SQS", "no: lost where Segment gives up"),
              List.of(
                  "one event of an array fails",
                  "it alone is retried or dead-lettered",
                  "all are sent again"),
              List.of("order per person", "yes, over retries too", "within one request"),
              List.of(
                  "consent without a time", "dropped, with a warning", "as the map has it: copied"),
              List.of("pace", "at most the set rate", "none")));

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
