package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.SeededPersonalData;
import bridge.json.Json;
import bridge.json.JsonReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The console's own paths, as its page and as others call them.
class ConsoleTest {
  private static final String SIGNED_ONLY = "/console/api/send?signature=right&token=none";
  private static final List<String> LINES = new CopyOnWriteArrayList<>();
  private static LocalBridge bridge;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    bridge = new LocalBridge(LocalBridgeSetup.atAnyPort(), LINES::add);
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    bridge.close();
  }

  @Test
  void thePageAndAllItsFilesComeFromHereAndNameNoOtherPlace() throws Exception {
    assertThat(get("/").body()).contains("<title>Bridge console</title>");
    try (var files = Files.newDirectoryStream(Path.of("src/local/web"))) {
      for (Path file : files) {
        HttpResponse<String> response = get("/console/" + file.getFileName());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
            .isEqualTo(Files.readString(file))
            .doesNotContainPattern("(https?:)?//(?!www\\.w3\\.org/2000/svg)[a-z]+\\.[a-z]");
        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
            .startsWith("default-src 'none'");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/../../pom.xml",
        "/console/%2e%2e/pom.xml",
        "/console/none.js",
        "/console/"
      })
  void nothingElseIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void anEventIsSentAsSegmentWouldAndItsHistoryIsShown() throws Exception {
    String event =
        "{\"type\":\"track\",\"event\":\"Told\",\"userId\":\"told\",\"timestamp\":\"2026-11-02T09:00:00Z\"}";

    assertThat(post(SIGNED_ONLY, event).body()).contains("\"status\":200");
    String request =
        "{\"userId\":\"told\",\"name\":\"Told\",\"properties\":{},\"originalTimestamp\":\"2026-11-02T09:00:00.000Z\",\"eventSource\":\"Segment\"}";
    while (bridge.regal().received().stream().noneMatch(each -> each.body().equals(request))) {
      Thread.onSpinWait();
    }
    while (!timeline("Told").contains("Regal responded 200")) {
      Thread.onSpinWait(); // Regal has it before its response is noted
    }

    assertThat(timeline("Told")).contains("SQS has it", "Regal responded 200");
    assertThat(post("/console/api/search", "\"event\":\"TOLD\"").body()).matches("\\[\\d+]");
    assertThat(post("/console/api/search", "nowhere").body()).isEqualTo("[]");
  }

  @Test
  void theProofsThatItHandsOutAreThoseOfASenderLikeSegment() throws Exception {
    String event = "{\"type\":\"track\",\"event\":\"Signed\",\"userId\":\"signed\"}";
    Json proofs = new JsonReader(2).read(post("/console/api/sign", event).body());

    assertThat(post("/segment", event, "x-signature", member(proofs, "signature")).statusCode())
        .isEqualTo(200);
    assertThat(
            post(
                    "/segment",
                    "[" + event + "," + event + "]",
                    "x-bridge-token",
                    member(proofs, "token"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aWrongSignatureAndAMissingTokenAreRejectedAsSegmentsWouldBe() throws Exception {
    assertThat(post("/console/api/send?signature=wrong&token=none", "{}").body())
        .contains("\"status\":423");
    assertThat(post(SIGNED_ONLY, "[{},{}]").body()).contains("\"status\":423");
  }

  @Test
  void theLinesOfTheTerminalHoldNothingOfAnEvent() throws Exception {
    String event = SeededPersonalData.event("identify");
    int before = LINES.size();

    post("/console/api/send?signature=right&token=right", event);
    post("/console/api/send?signature=none&token=none", event);
    post("/console/api/send?signature=right&token=right", event + SeededPersonalData.MAIL);

    List<String> lines = LINES.subList(before, LINES.size());
    assertThat(String.join(" ", lines)).contains("200", "423", "400");
    assertThat(SeededPersonalData.findIn(String.join(" ", lines))).isEmpty();
  }

  @Test
  void anExplanationSaysWhyAnOptInWithoutATimeIsDropped() throws Exception {
    String event =
        "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"phone\":\"+12125550101\",\"optIn\":{\"channel\":\"sms\",\"subscribed\":true}}}";

    assertThat(post("/console/api/explain", event).body())
        .contains("optin_without_timestamp", "\"rule\":\"M16\"", "$.traits.optIn");
  }

  @Test
  void anInvalidScriptIsRejectedWithTheReason() throws Exception {
    HttpResponse<String> response = post("/console/api/script", "[{\"stauts\":503}]");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("status");
  }

  private static List<String> timeline(String name) throws Exception {
    for (int n = 1; ; n++) {
      HttpResponse<String> response = get("/console/api/events/" + n);
      assertThat(response.statusCode()).isEqualTo(200);
      if (new JsonReader(50).read(response.body()) instanceof Json.Obj event
          && new Json.Text(name).equals(event.get("name"))
          && event.get("timeline") instanceof Json.Arr(List<Json> steps)) {
        return steps.stream().map(ConsoleTest::text).toList();
      }
    }
  }

  private static String text(Json step) {
    return member(step, "text");
  }

  private static String member(Json json, String name) {
    return json instanceof Json.Obj object && object.get(name) instanceof Json.Text(String text)
        ? text
        : "";
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    return client.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + bridge.port() + path);
  }
}
