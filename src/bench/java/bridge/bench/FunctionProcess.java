package bridge.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// One environment of a function, in a process of its own: one invocation at a time.
final class FunctionProcess implements AutoCloseable {
  private final RuntimeApi api = new RuntimeApi();
  private final ChildProcess process;
  private final Path log;
  private long invocations;
  private long busyNanos;
  private int given;

  /// @param settings environment variables
  /// @param name of the file under [Bench#OUT] that its output goes to
  FunctionProcess(
      LambdaFunction function, Map<String, String> settings, String name, List<String> jvmOptions)
      throws IOException {
    this.log = Bench.OUT.resolve(name + ".log");
    this.process = function.start(api, settings, jvmOptions, log);
  }

  RuntimeApi api() {
    return api;
  }

  /// One at a time: a call during another invocation waits for its end.
  ///
  /// @param event made when the function comes for it, as times in it must be
  synchronized RuntimeApi.Answer invoke(Supplier<byte[]> event) throws InterruptedException {
    RuntimeApi.Answer answer = api.invoke(event);
    invocations++;
    busyNanos += answer.nanos();
    return answer;
  }

  /// The number of the next made event for it, of so many.
  synchronized int nextNumber(int events) {
    given += events;
    return given - events;
  }

  /// What it has used so far.
  synchronized Use use() throws IOException {
    return new Use(process.cpuSeconds(), busyNanos / 1e9, invocations, Files.size(log));
  }

  double peakMegabytes() throws IOException {
    return process.peakMegabytes();
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }

  /// What environments have used.
  ///
  /// @param busySeconds between an invocation's event and its answer: what Lambda bills
  /// @param logBytes written to standard output and error
  record Use(double cpuSeconds, double busySeconds, long invocations, long logBytes) {
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
