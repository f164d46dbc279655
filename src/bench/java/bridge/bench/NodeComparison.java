package bridge.bench;

import static bridge.bench.ResultTable.row;

import bridge.emulator.SegmentSender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The same job, the same events and the same sink, in turns: the bridge without its queue, and a
/// Node program of the kind that runs as a Segment Function, with `fetch` and with Node's own http.
/// Each is one process, gets the same requests over one connection a measurement in the same
/// rounds, and posts an array's events by ten senders, as dispatch posts ten people's. Counted is
/// the processor time of that process alone, its server and its compilers included. The bridge runs
/// as Lambda runs dispatch, which stops at the first compiler; and with both. What the whole path
/// costs is taken from `path`.
final class NodeComparison {
  private static final int EARLY = 500;
  private static final int ARRAY = 1_000;
  private static final int PEOPLE = 100;

  private static final ResultTable PROMISES =
      ResultTable.of(
          "peers: what each keeps when something goes wrong",
          "promise | bridge | Node program",
          List.of(
              row("signature", "yes, in constant time", "yes, in constant time"),
              row("events 2 to n of an array", "by the token", "not checked"),
              row("durable before 200", "yes, in SQS", "no: lost where Segment gives up"),
              row(
                  "one event of an array fails",
                  "it alone is retried or dead-lettered",
                  "all are sent again"),
              row("order per person", "yes, over retries too", "within one request"),
              row("consent without a time", "dropped, with a warning", "as the map has it: copied"),
              row("pace", "at most the set rate", "none")));

  private final RegalSink sink;
  private final List<Peer> peers = new ArrayList<>();
  private int sent;

  /// One program, and the processor seconds that a million events took it: each measurement of
  /// single events, and of arrays.
  private record Peer(
      String name, ChildProcess process, int port, List<Double> singles, List<Double> arrays) {}

  private NodeComparison(RegalSink sink) {
    this.sink = sink;
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    try (RegalSink sink = new RegalSink()) {
      NodeComparison comparison = new NodeComparison(sink);
      try {
        comparison.start();
        return comparison.measurePeers(runLength);
      } finally {
        comparison.peers.forEach(peer -> peer.process.close());
      }
    }
  }

  private void start() throws IOException {
    List<String> jvm = List.of("-Xmx870m", "-XX:+UseSerialGC", "-Dsink=" + sink.url());
    List<String> first = Stream.concat(jvm.stream(), Stream.of("-XX:TieredStopAtLevel=1")).toList();
    add("bridge, translate + POST", ChildProcess.ofMain(DirectPath.class, first));
    add("the same, both compilers", ChildProcess.ofMain(DirectPath.class, jvm));
    add("Node, fetch", node("fetch"));
    add("Node, http", node("http"));
  }

  private ChildProcess node(String client) throws IOException {
    String program = Path.of("src", "bench", "node", "peer.mjs").toAbsolutePath().toString();
    List<String> command = List.of("node", program, BackingServices.SECRET, sink.url(), client);
    return new ChildProcess(command, Map.of(), Path.of("."), null);
  }

  private void add(String name, ChildProcess process) throws IOException {
    int port = Integer.parseInt(process.line());
    peers.add(new Peer(name, process, port, new ArrayList<>(), new ArrayList<>()));
  }

  private MeasurementResult measurePeers(RunLength runLength)
      throws IOException, InterruptedException {
    int singles = runLength.pick(1_000, 3_000);
    int arrays = runLength.pick(2, 10);
    Map<String, Double> figures = new HashMap<>();
    for (Peer each : peers) { // the compilers' warm-up
      figures.put("peers." + each.name + ".early", cpuPerMillion(each, EARLY, 1));
      cpuPerMillion(each, 2 * singles, 1);
      cpuPerMillion(each, 3 * arrays, ARRAY);
    }
    for (int round = 0; round < runLength.pick(3, 4); round++) {
      for (Peer each : peers) {
        each.singles.add(cpuPerMillion(each, singles, 1));
        each.arrays.add(cpuPerMillion(each, arrays, ARRAY));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    for (Peer each : peers) {
      String name = "peers." + each.name;
      double early = figures.getOrDefault(name + ".early", 0.0);
      double single = new Samples(each.singles).median();
      double array = new Samples(each.arrays).median();
      double memory = each.process.peakMegabytes();
      figures.put(name + ".1", single);
      figures.put(name + ".1000", array);
      figures.put(name + ".peak_megabytes", memory);
      rows.add(row(each.name, early, single, array, memory));
    }
    ResultTable cost =
        ResultTable.of(
            "peers: verify, map, POST; CPU seconds per million events",
            "program | its first 500, 1 a request | 1 event a request | arrays of 1,000 | peak MB",
            rows);
    return new MeasurementResult("peers", List.of(cost, PROMISES), figures);
  }

  private double cpuPerMillion(Peer peer, int requests, int perRequest)
      throws IOException, InterruptedException {
    double before = peer.process.cpuSeconds();
    // A new one each time: an idle connection would be closed while the others run.
    try (SegmentSender sender =
        new SegmentSender(peer.port, BackingServices.SECRET, BackingServices.TOKEN)) {
      for (int i = 0; i < requests; i++) {
        List<String> events = SampleEvents.made(sent, perRequest, PEOPLE);
        int status = sender.post(SampleEvents.body(events), events.getFirst());
        sent += perRequest;
        if (status != 200) {
          throw new IllegalStateException(peer.name + " answered " + status);
        }
      }
    }
    double used = peer.process.cpuSeconds() - before;
    int events = requests * perRequest;
    int came = sink.takeArrivals().size();
    if (came != events) {
      throw new IllegalStateException(peer.name + " delivered " + came + " of " + events);
    }
    return used / events * 1e6;
  }
}
