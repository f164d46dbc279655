package bridge.bench;

import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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

/// A body cut and its first event's signature computed, after the same bytes were merely tokenized
/// and signed.
@NullUnmarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CutBenchmark {
  /// Enough of them for a clock whose reading itself takes a while.
  static final int EVENTS_A_CALL = 1_000;

  @Param({"1", "1000"})
  public int events;

  private final JsonFactory json = new JsonFactory();
  private final SecretKeySpec key =
      new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA1");
  private byte[] first;
  private byte[] body;
  private int times;

  @Setup
  public void prepare() {
    times = EVENTS_A_CALL / events;
    List<String> made = SampleEvents.made(events, 100);
    first = made.getFirst().getBytes(StandardCharsets.UTF_8);
    body =
        (events == 1 ? made.getFirst() : SampleEvents.array(made)).getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public void cut(CpuLaps cpuLaps, Blackhole hole)
      throws IOException, PayloadException, GeneralSecurityException {
    cpuLaps.begin();
    for (int i = 0; i < times; i++) {
      try (JsonParser parser = json.createParser(body)) {
        while (parser.nextToken() != null) {
          hole.consume(parser.currentToken());
        }
      }
      hole.consume(hmac(first));
    }
    cpuLaps.endFloor();
    for (int i = 0; i < times; i++) {
      Payload payload = Payload.split(body);
      hole.consume(payload);
      hole.consume(hmac(payload.events().getFirst().bytes()));
    }
    cpuLaps.endWork();
  }

  private byte[] hmac(byte[] event) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(key);
    return mac.doFinal(event);
  }
}
