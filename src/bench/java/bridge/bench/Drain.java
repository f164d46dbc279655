package bridge.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A full queue drained as deployed, ten environments at 250 requests a second together, while the
/// sink answers after a while: how much of the pace is used, and the most in any sliding second.
final class Drain {
  private static final int DISPATCHERS = 10;
  private static final int PER_SECOND = 250;
  private static final int PEOPLE = 1_000;

  /// Cold starts and the last batches are not the steady state.
  private static final int SECONDS_AT_EACH_END = 3;

  private static final long SECOND = 1_000_000_000L;

  private Drain() {}

  static Findings measure(Effort effort) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int delay : List.of(100, 300)) {
      List<Long> arrivals = arrivals(delay, effort.pick(10, 30), figures);
      double used = used(arrivals);
      int most = mostInASecond(arrivals);
      figures.put("drain." + delay + ".percent", used);
      figures.put("drain." + delay + ".most_in_a_second", (double) most);
      rows.add(List.of(delay + " ms", Micro.number(used, 1) + " %", Integer.toString(most)));
    }
    Table table =
        new Table(
            "drain: ten environments, 250 requests a second set",
            List.of("sink answers after", "of the set pace", "most in any second"),
            rows);
    return new Findings("drain", List.of(table), figures);
  }

  private static List<Long> arrivals(int delay, int seconds, Map<String, Double> figures)
      throws IOException, InterruptedException {
    int events = PER_SECOND * seconds;
    try (Surroundings surroundings = Surroundings.start();
        RunningBridge bridge = new RunningBridge(surroundings, DISPATCHERS, PER_SECOND)) {
      bridge.sink().delay(delay);
      for (int sent = 0; sent < events; sent += 500) {
        bridge.post(SampleEvents.made(sent, 500, PEOPLE));
      }
      bridge.drain();
      bridge.await(events);
      Environment.Use use = bridge.dispatchUse();
      figures.put("drain." + delay + ".seconds_per_event", use.busySeconds() / events);
      return bridge.sink().arrivals().stream().map(SinkClient.Arrival::nanos).sorted().toList();
    }
  }

  private static double used(List<Long> arrivals) {
    long from = arrivals.getFirst() + SECONDS_AT_EACH_END * SECOND;
    long to = arrivals.getLast() - SECONDS_AT_EACH_END * SECOND;
    long within = arrivals.stream().filter(at -> at >= from && at < to).count();
    return 100.0 * within / ((to - from) / 1e9 * PER_SECOND);
  }

  private static int mostInASecond(List<Long> arrivals) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < arrivals.size(); last++) {
      while (arrivals.get(last) - arrivals.get(first) >= SECOND) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
