package bridge.bench;

import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// All events of a set translated, after their bytes were merely tokenized.
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TranslateBenchmark {
  private static final Instant ARRIVAL = Instant.parse("2026-11-02T10:00:00Z");

  /// What is measured by itself, since it costs so differently.
  @Param({"events", "made", "track", "identify", "page"})
  public String set;

  private final JsonFactory json = new JsonFactory();
  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private List<String> texts;
  private List<byte[]> bytes;

  @Setup
  public void prepare() {
    texts = texts(set);
    bytes = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  static List<String> texts(String set) {
    List<String> made = SampleEvents.made(60, 10);
    return switch (set) {
      case "events" -> SampleEvents.ofFiles();
      case "made" -> made;
      default -> made.stream().filter(e -> e.contains("\"type\":\"" + set + "\"")).toList();
    };
  }

  @Benchmark
  public void translate(CpuLaps cpuLaps, Blackhole hole) throws IOException {
    cpuLaps.begin();
    for (byte[] event : bytes) {
      try (JsonParser parser = json.createParser(event)) {
        while (parser.nextToken() != null) {
          hole.consume(parser.currentToken());
        }
      }
    }
    cpuLaps.endFloor();
    for (String event : texts) {
      hole.consume(translator.translate(event, ARRIVAL));
    }
    cpuLaps.endWork();
  }
}
