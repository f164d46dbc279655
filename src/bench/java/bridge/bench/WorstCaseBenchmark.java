package bridge.bench;

import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.ingest.WebhookRequest;
import bridge.platform.SystemPlatform;
import bridge.queue.FifoQueue;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.telemetry.NoTelemetry;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// The costliest input: bodies that are rejected, and events that are translated.
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class WorstCaseBenchmark {
  private static final Instant ARRIVAL = Instant.parse("2026-11-02T10:00:00Z");
  private static final SecretSource SECRETS =
      () -> new Secret("{\"current\":\"a-shared-secret-1\",\"previous\":\"a-shared-secret-0\"}");
  private static final Map<String, String> TOKEN = Map.of("X-Bridge-Token", "wrong");
  private static final Map<String, String> SIGNATURE = Map.of("X-Signature", "0".repeat(40));

  /// Of [UnprovedBodies] or of [WorstEvents].
  @Param("keys")
  public String input;

  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();
  private final FifoQueue queue = (_, _) -> List.of();
  private final Ingest ingest =
      new Ingest(
          new SystemPlatform(),
          SECRETS,
          SECRETS,
          IngestQueues.withoutBulk(queue, queue),
          new NoTelemetry());
  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private byte[] body;
  private String event;

  @Setup
  public void prepare() {
    event = WorstEvents.ALL.getOrDefault(input, "");
    body = event.isEmpty() ? UnprovedBodies.of(input) : new byte[0];
  }

  /// A body rejected for its token, after it was merely tokenized.
  @Benchmark
  public void token(CpuLaps cpuLaps, Blackhole hole) throws Exception {
    reject(TOKEN, cpuLaps, hole);
  }

  /// The same for its signature, which takes four HMACs.
  @Benchmark
  public void signature(CpuLaps cpuLaps, Blackhole hole) throws Exception {
    reject(SIGNATURE, cpuLaps, hole);
  }

  /// An event translated, after the median one was.
  @Benchmark
  public void event(CpuLaps cpuLaps, Blackhole hole) {
    cpuLaps.begin();
    hole.consume(translator.translate(WorstEvents.ALL.get(WorstEvents.MEDIAN), ARRIVAL));
    cpuLaps.endFloor();
    hole.consume(translator.translate(event, ARRIVAL));
    cpuLaps.endWork();
  }

  private void reject(Map<String, String> headers, CpuLaps cpuLaps, Blackhole hole)
      throws IOException, InterruptedException {
    cpuLaps.begin();
    try (JsonParser parser = json.createParser(body)) {
      while (parser.nextToken() != null) {
        hole.consume(parser.currentToken());
      }
    }
    cpuLaps.endFloor();
    hole.consume(ingest.handle(new WebhookRequest("POST", headers, body, Instant.now())));
    cpuLaps.endWork();
  }
}
