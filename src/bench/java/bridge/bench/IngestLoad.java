package bridge.bench;

import bridge.aws.AwsClients;
import bridge.aws.SqsFifoQueue;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.ingest.WebhookRequest;
import bridge.ingest.WebhookResponse;
import bridge.platform.SystemPlatform;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.telemetry.NoTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Ingest warm, from the request to the answer, with its SQS calls counted: real client, ElasticMQ
/// in another process.
final class IngestLoad {
  private static final int PEOPLE = 100;

  private final CountedQueue queue;
  private final Ingest ingest;
  private int sent;
  private int late;

  private IngestLoad(CountedQueue queue) {
    this.queue = queue;
    this.ingest =
        new Ingest(
            new SystemPlatform(),
            secret(BackingServices.SECRET),
            secret(BackingServices.TOKEN),
            IngestQueues.withoutBulk(queue, queue),
            new NoTelemetry());
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int events : List.of(1, 100, 1_000, 4_000)) {
      // A queue of its own for each: ElasticMQ slows down with what it holds, SQS does not.
      try (BackingServices backingServices = BackingServices.start();
          SqsClient sqs = new AwsClients(backingServices.env()).sqs()) {
        String url = backingServices.env().getOrDefault("EVENTS_QUEUE_URL", "");
        IngestLoad load = new IngestLoad(new CountedQueue(new SqsFifoQueue(sqs, url)));
        load.run(100, runLength.pick(2, 20)); // warm-up
        int times = Math.clamp(runLength.pick(2_000, 20_000) / events, 3, runLength.pick(50, 500));
        rows.add(load.row(events, times, figures));
      }
    }
    ResultTable resultTable =
        new ResultTable(
            "ingest: warm, events of " + PEOPLE + " people in one request",
            List.of(
                "events", "p50 ms", "slowest ms", "SQS calls", "at once", "CPU ms a call", "late"),
            rows);
    return new MeasurementResult("ingest", List.of(resultTable), figures);
  }

  private List<String> row(int events, int times, Map<String, Double> figures)
      throws InterruptedException {
    late = 0;
    queue.calls.set(0);
    queue.mostAtOnce.set(0);
    long cpu = cpuNanos();
    double[] millis = run(events, times);
    double cpuPerCall = (cpuNanos() - cpu) / 1e6 / queue.calls.get();
    double calls = queue.calls.doubleValue() / times;
    double median = millis[millis.length / 2];
    figures.put("ingest." + events + ".millis", median);
    figures.put("ingest." + events + ".calls", calls);
    figures.put("ingest." + events + ".at_once", queue.mostAtOnce.doubleValue());
    return List.of(
        MicroBenchmarks.number(events, 0),
        MicroBenchmarks.number(median, 1),
        MicroBenchmarks.number(millis[millis.length - 1], 1),
        MicroBenchmarks.number(calls, 0),
        queue.mostAtOnce.toString(),
        MicroBenchmarks.number(cpuPerCall, 2),
        Integer.toString(late));
  }

  /// The milliseconds of each request, sorted.
  private double[] run(int events, int times) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      WebhookRequest request = request(SampleEvents.made(sent, events, PEOPLE));
      sent += events;
      long began = System.nanoTime();
      WebhookResponse webhookResponse = ingest.handle(request);
      millis.add((System.nanoTime() - began) / 1e6);
      late += webhookResponse.status() == 200 ? 0 : 1;
    }
    return millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static WebhookRequest request(List<String> events) {
    byte[] body = Webhooks.body(events).getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        Map.of("X-Signature", Webhooks.signature(events), "X-Bridge-Token", BackingServices.TOKEN);
    return new WebhookRequest("POST", headers, body, Instant.now());
  }

  private static SecretSource secret(String value) {
    return () -> new Secret("{\"current\":\"" + value + "\"}");
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /// Counts what goes by.
  private static final class CountedQueue implements FifoQueue {
    private final FifoQueue queue;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    CountedQueue(FifoQueue queue) {
      this.queue = queue;
    }

    @Override
    public List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
      calls.incrementAndGet();
      mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        return queue.send(entries, timeout);
      } finally {
        now.decrementAndGet();
      }
    }
  }
}
