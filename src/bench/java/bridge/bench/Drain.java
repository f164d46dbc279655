package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A full queue drained as deployed, ten environments at 200 requests a second together, while the
/// sink responds after a while: how much of the pace is used, and the most in any sliding second.
/// The machine's own pauses bring requests closer together at the sink, so the most in a second
/// less the longest pause. Each environment gets its next batch when it has answered the last one;
/// that SQS holds it ready is taken for granted. With the state table, each of whose calls takes 10
/// ms, and without.
final class Drain {
  private static final int ENVIRONMENTS = 10;
  private static final int PER_SECOND = 200;

  /// The first and the last batches are not the steady state.
  private static final int SECONDS_AT_EACH_END = 2;

  private static final int TABLE_MILLIS = 10;
  private static final long SECOND = 1_000_000_000L;

  private final List<List<String>> rows = new ArrayList<>();
  private final Map<String, Double> figures = new HashMap<>();

  private Drain() {}

  static MeasurementResult measure(RunLength runLength)
      throws IOException, InterruptedException, ExecutionException {
    Drain drain = new Drain();
    try (RunningBridge bridge = new RunningBridge(ENVIRONMENTS, PER_SECOND, true)) {
      bridge.delayTable(TABLE_MILLIS);
      drain.measure(bridge, "on", runLength);
    }
    try (RunningBridge bridge = new RunningBridge(ENVIRONMENTS, PER_SECOND, false)) {
      drain.measure(bridge, "off", runLength);
    }
    ResultTable table =
        ResultTable.of(
            "drain: ten environments, 200 requests a second set",
            "state table | a batch of ten of | sink answers after | % of the set pace"
                + " | most in a second | longest pause, ms | most in a second less the pause",
            drain.rows);
    return new MeasurementResult("drain", List.of(table), drain.figures);
  }

  private void measure(RunningBridge bridge, String state, RunLength runLength)
      throws IOException, InterruptedException, ExecutionException {
    for (int people : List.of(RunningBridge.BATCH, RunningBridge.BATCH / 2)) {
      for (int delay : List.of(100, 300)) {
        bridge.sink().delay(delay);
        double before = bridge.dispatchUse().busySeconds();
        long pause = drain(bridge, people, runLength.pick(6, 12) * SECOND);
        List<Long> arrivals =
            bridge.sink().takeArrivals().stream().map(RegalSink.Arrival::nanos).sorted().toList();
        double busy = bridge.dispatchUse().busySeconds() - before;
        double used = used(arrivals);
        int most = mostWithin(SECOND, arrivals);
        int certain = mostWithin(SECOND - pause, arrivals);
        String name = "drain.%s.%d.%d".formatted(state, people, delay);
        figures.put(name + ".percent", used);
        figures.put(name + ".most_in_a_second", (double) most);
        figures.put(name + ".most_in_a_second_less_pause", (double) certain);
        figures.put(name + ".seconds_per_event", busy / arrivals.size());
        rows.add(row(state, people + " people", delay + " ms", used, most, pause / 1e6, certain));
      }
    }
  }

  /// All environments at once, each one batch after the other; the nanoseconds of the machine's
  /// longest pause.
  ///
  /// @param people whose events each batch holds
  /// @param nanos no batch begins later
  private static long drain(RunningBridge bridge, int people, long nanos)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + nanos;
    List<Callable<Boolean>> environments = new ArrayList<>();
    for (FunctionProcess each : bridge.dispatchers()) {
      int startsAfter = environments.size() * 1_000 / ENVIRONMENTS; // Lambda's do not keep step
      environments.add(
          () -> {
            Thread.sleep(startsAfter);
            while (System.nanoTime() < end) {
              bridge.dispatch(each, people);
            }
            return true;
          });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> running = environments.stream().map(threads::submit).toList();
      long pause = longestPause(running);
      for (Future<Boolean> environment : running) {
        environment.get();
      }
      return pause;
    }
  }

  /// The longest time for which this machine ran no thread that was due: what reaches a process
  /// then comes later than it was sent. Ends with the last of those that run.
  private static long longestPause(List<Future<Boolean>> running) throws InterruptedException {
    long longest = 0;
    long before = System.nanoTime();
    while (!running.stream().allMatch(Future::isDone)) {
      Thread.sleep(1);
      long now = System.nanoTime();
      longest = Math.max(longest, now - before);
      before = now;
    }
    return longest;
  }

  private static double used(List<Long> arrivals) {
    long from = arrivals.getFirst() + SECONDS_AT_EACH_END * SECOND;
    long to = arrivals.getLast() - SECONDS_AT_EACH_END * SECOND;
    long within = arrivals.stream().filter(at -> at >= from && at < to).count();
    return 100.0 * within / ((to - from) / 1e9 * PER_SECOND);
  }

  private static int mostWithin(long nanos, List<Long> arrivals) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < arrivals.size(); last++) {
      while (arrivals.get(last) - arrivals.get(first) >= nanos) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
