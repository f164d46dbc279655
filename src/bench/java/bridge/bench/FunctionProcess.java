package bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/// One environment of a function, in a process of its own, that stays: one invocation at a time.
final class FunctionProcess implements AutoCloseable {
  private final RuntimeApi api;
  private final ChildProcess process;
  private final Path log;
  private final LongAdder invocations = new LongAdder();
  private final LongAdder busyNanos = new LongAdder();

  /// @param name of the file under [Bench#OUT] that its output goes to
  FunctionProcess(LambdaFunction function, Map<String, String> settings, String name)
      throws IOException {
    this.api = new RuntimeApi();
    this.log = Bench.OUT.resolve(name + ".log");
    this.process = function.start(api, settings, false, null, log.toFile());
  }

  /// The dispatch function.
  ///
  /// @param root where it lies, the same for environments that run at once
  /// @param environments how many share the rate
  /// @param requestsPerSecond to the sink, all of them together
  static FunctionProcess ofDispatch(
      Path root,
      BackingServices backingServices,
      int environments,
      int requestsPerSecond,
      String name)
      throws IOException {
    Map<String, String> settings = new HashMap<>(backingServices.env());
    settings.put("REGAL_REQUESTS_PER_SECOND", Integer.toString(requestsPerSecond));
    settings.put("DISPATCHER_MAX_CONCURRENCY", Integer.toString(environments));
    return new FunctionProcess(LambdaFunction.dispatch(root), settings, name);
  }

  /// One at a time: a call during another invocation waits for its end.
  synchronized RuntimeApi.Answer invoke(Supplier<byte[]> event) throws InterruptedException {
    RuntimeApi.Answer answer = api.invoke(event);
    invocations.increment();
    busyNanos.add(answer.nanos());
    return answer;
  }

  /// One batch, of which every event must be done.
  ///
  /// @param people each event's person in turn
  RuntimeApi.Answer dispatch(List<String> events, int people) throws InterruptedException {
    RuntimeApi.Answer answer = invoke(() -> Batches.lambdaEvent(events, people));
    if (!answer.body().equals("{\"batchItemFailures\":[]}")) {
      throw new IllegalStateException("dispatch answered " + answer.body());
    }
    return answer;
  }

  Use use() throws IOException {
    return new Use(process.cpuSeconds(), busyNanos.sum() / 1e9, invocations.sum(), Files.size(log));
  }

  double peakMegabytes() throws IOException {
    return process.peakMegabytes();
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }

  /// What an environment has used so far.
  ///
  /// @param busySeconds between an invocation's event and its answer: what Lambda bills
  /// @param logBytes written to standard output and error
  record Use(double cpuSeconds, double busySeconds, long invocations, long logBytes) {
    static final Use NONE = new Use(0, 0, 0, 0);

    Use plus(Use other) {
      return new Use(
          cpuSeconds + other.cpuSeconds,
          busySeconds + other.busySeconds,
          invocations + other.invocations,
          logBytes + other.logBytes);
    }

    Use minus(Use before) {
      return new Use(
          cpuSeconds - before.cpuSeconds,
          busySeconds - before.busySeconds,
          invocations - before.invocations,
          logBytes - before.logBytes);
    }
  }
}
