package bridge.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A full queue drained as deployed, ten environments at 200 requests a second together, while the
/// sink answers after a while: how much of the pace is used, and the most in any sliding second.
/// The machine's own pauses bring requests closer together at the sink, so the most in a second
/// less the longest pause. Each environment gets its next batch when it has answered the last one;
/// that SQS holds it ready is taken for granted.
final class Drain {
  private static final int ENVIRONMENTS = 10;
  private static final int PER_SECOND = 200;
  private static final int BATCH = 10;
  private static final int WARM_UP = 5;

  /// The first and the last batches are not the steady state.
  private static final int SECONDS_AT_EACH_END = 2;

  private static final long SECOND = 1_000_000_000L;

  private Drain() {}

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    try (BackingServices backingServices = BackingServices.start();
        Environments environments = Environments.start(backingServices)) {
      for (int people : List.of(BATCH, BATCH / 2)) {
        for (int delay : List.of(100, 300)) {
          backingServices.sink().delay(delay);
          backingServices.sink().arrivals(); // forgets those before
          backingServices.sink().pause();
          double before = environments.busySeconds();
          long end = System.nanoTime() + runLength.pick(10, 24) * SECOND;
          environments.drain(people, end);
          List<Long> arrivals =
              backingServices.sink().arrivals().stream()
                  .map(SinkClient.Arrival::nanos)
                  .sorted()
                  .toList();
          String name = people == BATCH ? "drain." + delay : "drain." + people + "." + delay;
          double used = used(arrivals);
          long pause = backingServices.sink().pause();
          int most = mostWithin(SECOND, arrivals);
          int certain = mostWithin(SECOND - pause, arrivals);
          figures.put(name + ".percent", used);
          figures.put(name + ".most_in_a_second", (double) most);
          figures.put(name + ".most_in_a_second_less_pause", (double) certain);
          figures.put(
              name + ".seconds_per_event", (environments.busySeconds() - before) / arrivals.size());
          rows.add(
              List.of(
                  people + " people",
                  delay + " ms",
                  MicroBenchmarks.number(used, 1) + " %",
                  Integer.toString(most),
                  MicroBenchmarks.number(pause / 1e6, 0),
                  Integer.toString(certain)));
        }
      }
    }
    ResultTable resultTable =
        new ResultTable(
            "drain: ten environments, 200 requests a second set",
            List.of(
                "a batch of ten of",
                "sink answers after",
                "of the set pace",
                "most in a second",
                "longest pause, ms",
                "most in a second less the pause"),
            rows);
    return new MeasurementResult("drain", List.of(resultTable), figures);
  }

  /// All at once, as many as the event source may run.
  private record Environments(List<FunctionProcess> all) implements AutoCloseable {
    /// One after the other, for on two cores they would keep each other from their first calls.
    static Environments start(BackingServices backingServices)
        throws IOException, InterruptedException {
      Path root = TaskRoot.ofBridge(Bench.OUT.resolve("bridge").toAbsolutePath());
      List<FunctionProcess> all = new ArrayList<>();
      for (int i = 0; i < ENVIRONMENTS; i++) {
        FunctionProcess next =
            FunctionProcess.ofDispatch(
                root, backingServices, ENVIRONMENTS, PER_SECOND, "drain-" + i);
        all.add(next);
        for (int batch = 0; batch < WARM_UP; batch++) {
          next.dispatch(SampleEvents.made(BATCH, BATCH), BATCH);
        }
      }
      return new Environments(all);
    }

    /// Each one batch after the other, all side by side.
    ///
    /// @param people whose events each batch holds
    /// @param end in System.nanoTime: no batch begins after it
    void drain(int people, long end) throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
      for (FunctionProcess each : all) {
        int startsAfter = threads.size() * 1_000 / ENVIRONMENTS; // Lambda's do not keep step
        threads.add(
            Thread.startVirtualThread(
                () -> {
                  try {
                    Thread.sleep(startsAfter);
                    while (System.nanoTime() < end) {
                      each.dispatch(SampleEvents.made(BATCH, people), people);
                    }
                  } catch (InterruptedException | RuntimeException e) {
                    failure.set(new IllegalStateException("an environment failed", e));
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure.get() != null) {
        throw failure.get();
      }
    }

    double busySeconds() throws IOException {
      double sum = 0;
      for (FunctionProcess each : all) {
        sum += each.use().busySeconds();
      }
      return sum;
    }

    @Override
    public void close() {
      all.forEach(FunctionProcess::close);
    }
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
