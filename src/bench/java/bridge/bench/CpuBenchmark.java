package bridge.bench;

import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// The work without any I/O, each after its floor: what the same bytes cost at least.
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class CpuBenchmark {
  /// That many for a clock whose reading itself takes a while.
  static final int EVENTS_A_CALL = 1_000;

  private static final Instant ARRIVAL = Instant.parse("2026-11-02T10:00:00Z");

  /// A set of [#texts].
  @Param("made")
  public String input;

  private final JsonFactory json = new JsonFactory();

  /// As ingest must: names that anybody chose are not canonicalised.
  private final JsonFactory plainJson =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private final SecretKeySpec key =
      new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA1");
  private List<String> texts;
  private List<byte[]> events;
  private byte[] body;

  @Setup
  public void prepare() {
    texts = texts(input);
    events = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    body = SampleEvents.body(texts).getBytes(StandardCharsets.UTF_8);
  }

  /// The events of `events/`; made ones, all or of one type; or a number of made ones.
  static List<String> texts(String input) {
    List<String> made = SampleEvents.made(60, 10);
    return switch (input) {
      case "events" -> SampleEvents.ofFiles();
      case "made" -> made;
      case "1", "1000" -> SampleEvents.made(Integer.parseInt(input), 100);
      default -> made.stream().filter(e -> e.contains("\"type\":\"" + input + "\"")).toList();
    };
  }

  /// All events translated, after their bytes were merely tokenized.
  @Benchmark
  public void translate(CpuLaps cpuLaps, Blackhole hole) throws IOException {
    cpuLaps.begin();
    for (byte[] event : events) {
      tokenize(json, event, hole);
    }
    cpuLaps.endFloor();
    for (String event : texts) {
      hole.consume(translator.translate(event, ARRIVAL));
    }
    cpuLaps.endWork();
  }

  /// A body cut and its first event's signature computed, after the same bytes were merely
  /// tokenized and signed.
  @Benchmark
  public void cut(CpuLaps cpuLaps, Blackhole hole)
      throws IOException, PayloadException, GeneralSecurityException {
    int times = EVENTS_A_CALL / events.size();
    cpuLaps.begin();
    for (int i = 0; i < times; i++) {
      tokenize(plainJson, body, hole);
      hole.consume(hmac(events.getFirst()));
    }
    cpuLaps.endFloor();
    for (int i = 0; i < times; i++) {
      Payload payload = Payload.split(body);
      hole.consume(payload);
      hole.consume(hmac(payload.events().getFirst().bytes()));
    }
    cpuLaps.endWork();
  }

  private static void tokenize(JsonFactory factory, byte[] utf8, Blackhole hole)
      throws IOException {
    try (JsonParser parser = factory.createParser(utf8)) {
      while (parser.nextToken() != null) {
        hole.consume(parser.currentToken());
      }
    }
  }

  private byte[] hmac(byte[] event) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(key);
    return mac.doFinal(event);
  }
}
