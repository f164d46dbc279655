package bridge.bench;

import bridge.aws.AwsClients;
import bridge.aws.SqsFifoQueue;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.ingest.WebhookRequest;
import bridge.platform.SystemPlatform;
import bridge.queue.FifoQueue;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.telemetry.NoTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Ingest warm, from the request to the answer, with its SQS calls counted: real client, ElasticMQ
/// in another process.
final class IngestLoad {
  private static final int PEOPLE = 100;

  private final Ingest ingest;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private int sent;
  private int late;

  private IngestLoad(FifoQueue queue) {
    FifoQueue counted =
        (entries, timeout) -> {
          calls.incrementAndGet();
          mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
          try {
            return queue.send(entries, timeout);
          } finally {
            now.decrementAndGet();
          }
        };
    this.ingest =
        new Ingest(
            new SystemPlatform(),
            secret(BackingServices.SECRET),
            secret(BackingServices.TOKEN),
            IngestQueues.withoutBulk(counted, counted),
            new NoTelemetry());
  }

  static MeasurementResult measure(RunLength runLength) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> figures = new HashMap<>();
    for (int events : List.of(1, 100, 1_000, 4_000)) {
      // A queue of its own for each: ElasticMQ slows down with what it holds, SQS does not.
      try (BackingServices services = new BackingServices();
          SqsClient sqs = new AwsClients(services.env()).sqs()) {
        String url = services.env().getOrDefault("EVENTS_QUEUE_URL", "");
        IngestLoad load = new IngestLoad(new SqsFifoQueue(sqs, url));
        load.run(100, runLength.pick(2, 20)); // warm-up
        int times = Math.clamp(runLength.pick(2_000, 20_000) / events, 3, runLength.pick(50, 500));
        rows.add(load.row(events, times, figures));
      }
    }
    ResultTable table =
        ResultTable.of(
            "ingest: warm, events of " + PEOPLE + " people in one request",
            "events | p50 ms | slowest ms | SQS calls | at once | CPU ms a call | late",
            rows);
    return new MeasurementResult("ingest", List.of(table), figures);
  }

  private List<String> row(int events, int times, Map<String, Double> figures)
      throws InterruptedException {
    late = 0;
    calls.set(0);
    mostAtOnce.set(0);
    long cpu = cpuNanos();
    Samples millis = run(events, times);
    double cpuPerCall = (cpuNanos() - cpu) / 1e6 / calls.get();
    double perRequest = calls.doubleValue() / times;
    figures.put("ingest." + events + ".millis", millis.median());
    figures.put("ingest." + events + ".calls", perRequest);
    figures.put("ingest." + events + ".at_once", mostAtOnce.doubleValue());
    return ResultTable.row(
        events,
        millis.median(),
        millis.sorted().getLast(),
        perRequest,
        mostAtOnce,
        cpuPerCall,
        late);
  }

  /// The milliseconds of each request.
  private Samples run(int events, int times) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      WebhookRequest request = request(SampleEvents.made(sent, events, PEOPLE));
      sent += events;
      long began = System.nanoTime();
      int status = ingest.handle(request).status();
      millis.add((System.nanoTime() - began) / 1e6);
      late += status == 200 ? 0 : 1;
    }
    return new Samples(millis);
  }

  private static WebhookRequest request(List<String> events) {
    byte[] body = SampleEvents.body(events).getBytes(StandardCharsets.UTF_8);
    return new WebhookRequest("POST", LambdaEvents.headers(events), body, Instant.now());
  }

  private static SecretSource secret(String value) {
    return () -> new Secret("{\"current\":\"" + value + "\"}");
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
