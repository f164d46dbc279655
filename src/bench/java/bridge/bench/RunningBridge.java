package bridge.bench;

import bridge.emulator.LocalSqs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// The deployed functions, each environment in a process of its own, between queue and sink. What
/// API Gateway and Lambda do is done by the bench, and so is not counted.
final class RunningBridge implements AutoCloseable {
  private final FunctionProcess ingest;
  private final List<FunctionProcess> dispatchers = new CopyOnWriteArrayList<>();
  private final LocalSqs sqs;
  private final QueuePoller queuePoller;
  private final SinkClient sink;

  /// @param dispatchers how many environments drain the queue
  /// @param requestsPerSecond to the sink, all environments together
  RunningBridge(BackingServices backingServices, int dispatchers, int requestsPerSecond)
      throws IOException {
    Path root = TaskRoot.ofBridge(Bench.OUT.resolve("bridge").toAbsolutePath());
    Map<String, String> env = backingServices.env();
    this.ingest = new FunctionProcess(LambdaFunction.ingest(root), env, "running-ingest");
    this.sqs = backingServices.sqs();
    this.sink = backingServices.sink();
    for (int i = 0; i < dispatchers; i++) {
      this.dispatchers.add(
          FunctionProcess.ofDispatch(
              root, backingServices, dispatchers, requestsPerSecond, "running-dispatch-" + i));
    }
    this.queuePoller =
        new QueuePoller(sqs.client(), env.getOrDefault("EVENTS_QUEUE_URL", ""), this.dispatchers);
  }

  /// Begins to drain.
  void drain() {
    queuePoller.start();
  }

  /// One webhook request, sent again while it is answered 503, as Segment does; SQS drops what it
  /// has already.
  RuntimeApi.Answer post(List<String> events) throws InterruptedException {
    RuntimeApi.Answer answer = ingest.invoke(() -> Webhooks.lambdaEvent(events));
    for (int again = 0; answer.body().contains("\"statusCode\":503") && again < 5; again++) {
      answer = ingest.invoke(() -> Webhooks.lambdaEvent(events));
    }
    if (!answer.body().contains("\"statusCode\":200")) {
      throw new IllegalStateException("ingest answered " + answer.body());
    }
    return answer;
  }

  /// Waits until so many events have come to the sink.
  void await(int events) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (sink.count() < events) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + sink.count() + " of " + events + " came");
      }
      Thread.sleep(20);
    }
  }

  SinkClient sink() {
    return sink;
  }

  FunctionProcess.Use ingestUse() throws IOException {
    return ingest.use();
  }

  FunctionProcess.Use dispatchUse() {
    try {
      FunctionProcess.Use use = FunctionProcess.Use.NONE;
      for (FunctionProcess each : dispatchers) {
        use = use.plus(each.use());
      }
      return use;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of the largest environment of each function, together.
  double peakMegabytes() throws IOException {
    double most = 0;
    for (FunctionProcess each : dispatchers) {
      most = Math.max(most, each.peakMegabytes());
    }
    return most + ingest.peakMegabytes();
  }

  @Override
  public void close() {
    queuePoller.close();
    ingest.close();
    dispatchers.forEach(FunctionProcess::close);
    sqs.close();
  }
}
