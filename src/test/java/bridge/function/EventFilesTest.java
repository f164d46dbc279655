package bridge.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.SegmentSigner;
import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeSecret;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.telemetry.NoTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The files that the README hands to `sam local invoke`.
class EventFilesTest {
  private static final Path FILES = Path.of("events/lambda");
  private static final String SECRET = "local-segment-secret";
  private static final String TOKEN = "local-segment-token";

  /// JSON.stringify's form of an array: its first element ends before a brace that another follows.
  private static final Pattern FIRST = Pattern.compile("^\\[(\\{.*?}),\\{\"anonymousId\".*]$");

  static List<Path> requests() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.filter(f -> f.getFileName().toString().startsWith("ingest-")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isSignedWithTheLocalSecretUnlessItsNameSaysOtherwise(Path file) throws Exception {
    Json.Obj headers = (Json.Obj) read(file).get("headers");
    Json signature = headers == null ? null : headers.get("x-signature");
    String body = body(file);
    if (body.isEmpty()) {
      assertThat(signature).isNull();
      return;
    }
    var first = FIRST.matcher(body);
    String right = SegmentSigner.sign(first.matches() ? first.group(1) : body, SECRET);

    assertThat(new Json.Text(right).equals(signature))
        .isEqualTo(!file.toString().contains("bad-signature"));
  }

  @ParameterizedTest
  @CsvSource({
    "ingest-identify, 200, 1",
    "ingest-batch-3, 200, 3",
    "ingest-base64, 200, 1",
    "ingest-batch-no-token, 423, 0",
    "ingest-bad-signature, 423, 0",
    "ingest-get, 405, 0"
  })
  void getsTheResponseThatItsNameSays(String name, int status, int queued) throws Exception {
    Path file = FILES.resolve(name + ".json");
    var events = new FakeQueue();
    var ingest =
        new Ingest(
            new FakePlatform(),
            new FakeSecret("{\"current\":\"" + SECRET + "\"}"),
            new FakeSecret("{\"current\":\"" + TOKEN + "\"}"),
            IngestQueues.withoutBulk(events, new FakeQueue()),
            new NoTelemetry());

    assertThat(ingest.handle(HttpApiEvent.toRequest(Files.readAllBytes(file))).status())
        .isEqualTo(status);
    assertThat(events.sent()).hasSize(queued);
    assertThat(events.sent())
        .allSatisfy(message -> assertThat(body(file)).contains(message.body()));
  }

  @Test
  void everyRequestIsTried() throws Exception {
    assertThat(requests()).hasSize(6);
  }

  private static Json.Obj read(Path file) throws Exception {
    return (Json.Obj) new JsonReader(20).read(Files.readAllBytes(file));
  }

  private static String body(Path file) throws Exception {
    Json.Obj event = read(file);
    if (!(event.get("body") instanceof Json.Text(String text))) {
      return "";
    }
    return new Json.Bool(true).equals(event.get("isBase64Encoded"))
        ? new String(Base64.getDecoder().decode(text), UTF_8)
        : text;
  }
}
