package bridge.bench;

import bridge.emulator.LocalSqs;
import bridge.emulator.SqsEventJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// The deployed functions under load, each environment in a process of its own between the backing
/// services. What API Gateway and Lambda do is done by the bench, and so is not counted.
final class RunningBridge implements AutoCloseable {
  /// Messages of a batch, as deployed.
  static final int BATCH = 10;

  /// Requests per second that no function here reaches.
  static final int UNLIMITED = 1_000_000;

  private static final int WARM_UP_BATCHES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final BackingServices services = new BackingServices();
  private final LocalSqs sqs = new LocalSqs(services.env().get("AWS_ENDPOINT_URL_SQS"));
  private final FunctionProcess ingest;
  private final List<FunctionProcess> dispatchers = new ArrayList<>();
  private final List<Thread> pollers = new ArrayList<>();
  private int tableMillis;

  /// Starts one environment of dispatch after the other: on two cores they would delay each other's
  /// first calls.
  ///
  /// @param environments of dispatch
  /// @param requestsPerSecond to the sink, all environments together
  /// @param hasTable whether dispatch has the state table, as it has where nothing is set
  RunningBridge(int environments, int requestsPerSecond, boolean hasTable)
      throws IOException, InterruptedException {
    var root = TaskRoot.ofBridge();
    Map<String, String> settings = new HashMap<>(services.env());
    if (!hasTable) {
      settings.remove(BackingServices.STATE_TABLE);
    }
    settings.put("REGAL_REQUESTS_PER_SECOND", Integer.toString(requestsPerSecond));
    settings.put("DISPATCHER_MAX_CONCURRENCY", Integer.toString(environments));
    for (int i = 0; i < environments; i++) {
      FunctionProcess next =
          new FunctionProcess(LambdaFunction.dispatch(root), settings, "dispatch-" + i, List.of());
      dispatchers.add(next);
      for (int batch = 0; batch < WARM_UP_BATCHES; batch++) {
        dispatch(next, BATCH);
      }
    }
    this.ingest =
        new FunctionProcess(LambdaFunction.ingest(root), services.env(), "ingest", List.of());
    sink().takeArrivals();
  }

  RegalSink sink() {
    return services.sink();
  }

  /// From now on each call of the state table waits so long.
  void delayTable(int millis) throws IOException {
    tableMillis = millis;
    tableUse();
  }

  /// What was asked of the state table so far.
  TableUse tableUse() throws IOException {
    return services.table(tableMillis);
  }

  List<FunctionProcess> dispatchers() {
    return dispatchers;
  }

  /// One batch of new events, each of which must be done. Each environment serves people of its
  /// own, as SQS gives a group to one at a time.
  ///
  /// @param people each event's person in turn
  RuntimeApi.Answer dispatch(FunctionProcess dispatcher, int people) throws InterruptedException {
    int first = dispatcher.nextNumber(BATCH);
    int firstPerson = dispatchers.indexOf(dispatcher) * BATCH;
    List<String> events = SampleEvents.made(first, BATCH, people, firstPerson);
    return dispatch(dispatcher, () -> LambdaEvents.batch(events, people));
  }

  /// The same with events of one kind, each of another person.
  RuntimeApi.Answer dispatch(FunctionProcess dispatcher, SampleKind kind)
      throws InterruptedException {
    int first = dispatcher.nextNumber(BATCH);
    List<String> events =
        IntStream.range(0, BATCH).mapToObj(i -> SampleEvents.made(kind, first + i, i)).toList();
    return dispatch(dispatcher, () -> LambdaEvents.batch(events, BATCH));
  }

  /// Begins to give the events queue's messages to the dispatch environments, as Lambda's event
  /// source mapping does.
  void poll() {
    for (FunctionProcess each : dispatchers) {
      pollers.add(Thread.startVirtualThread(() -> poll(each)));
    }
  }

  /// One webhook request, sent again while it is answered 503, as Segment does; SQS drops what it
  /// has already.
  RuntimeApi.Answer post(List<String> events) throws InterruptedException {
    RuntimeApi.Answer answer = ingest.invoke(() -> LambdaEvents.webhook(events));
    for (int again = 0; answer.body().contains("\"statusCode\":503") && again < 5; again++) {
      answer = ingest.invoke(() -> LambdaEvents.webhook(events));
    }
    if (!answer.body().contains("\"statusCode\":200")) {
      throw new IllegalStateException("ingest answered " + answer.body());
    }
    return answer;
  }

  /// Waits until so many events have come to the sink.
  void await(int events) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (sink().count() < events) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + sink().count() + " of " + events + " came");
      }
      Thread.sleep(20);
    }
  }

  FunctionProcess.Use ingestUse() throws IOException {
    return ingest.use();
  }

  /// Of all environments together.
  FunctionProcess.Use dispatchUse() throws IOException {
    FunctionProcess.Use use = dispatchers.getFirst().use();
    for (FunctionProcess each : dispatchers.subList(1, dispatchers.size())) {
      use = use.plus(each.use());
    }
    return use;
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
  public void close() throws IOException {
    pollers.forEach(Thread::interrupt);
    ingest.close();
    dispatchers.forEach(FunctionProcess::close);
    sqs.close();
    services.close();
  }

  private void poll(FunctionProcess dispatcher) {
    String url = services.env().getOrDefault("EVENTS_QUEUE_URL", "");
    try {
      while (true) {
        List<Message> batch =
            sqs.client()
                .receiveMessage(
                    r ->
                        r.queueUrl(url)
                            .maxNumberOfMessages(BATCH)
                            .waitTimeSeconds(1)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
        if (!batch.isEmpty()) {
          dispatch(dispatcher, () -> SqsEventJson.toEvent(batch));
          sqs.client().deleteMessageBatch(r -> r.queueUrl(url).entries(entries(batch)));
        }
      }
    } catch (InterruptedException | AbortedException _) { // the SDK throws the second
      return;
    }
  }

  private static RuntimeApi.Answer dispatch(FunctionProcess dispatcher, Supplier<byte[]> event)
      throws InterruptedException {
    RuntimeApi.Answer answer = dispatcher.invoke(event);
    if (!answer.body().equals("{\"batchItemFailures\":[]}")) {
      throw new IllegalStateException("dispatch answered " + answer.body());
    }
    return answer;
  }

  private static List<DeleteMessageBatchRequestEntry> entries(List<Message> batch) {
    return IntStream.range(0, batch.size())
        .mapToObj(
            i ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(batch.get(i).receiptHandle())
                    .build())
        .toList();
  }
}
