package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.LocalSqs;
import bridge.emulator.LoopbackServer;
import bridge.fake.SeededPersonalData;
import bridge.hash.Sha256;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.queue.MessageAttribute;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How an edited copy of a dead letter reaches the stack's webhook.
class EditedCopyTest {
  private static final String EVENT = SeededPersonalData.event("identify");

  @AutoClose private static final LocalSqs SQS = new LocalSqs(null);

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();
  @AutoClose private final LoopbackServer webhook;
  private final List<Headers> headers = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final List<Integer> auditLines = new ArrayList<>();
  private int status = 200;
  private String response = "{\"accepted\":1,\"deadLettered\":0}";

  EditedCopyTest() throws IOException {
    this.webhook = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::respond);
  }

  @BeforeEach
  void setUrl() {
    console.aws.state.outputs.put("WebhookUrl", "http://127.0.0.1:" + webhook.port() + "/segment");
  }

  private void respond(HttpExchange exchange) throws IOException {
    auditLines.add(console.audit().size());
    headers.add(exchange.getRequestHeaders());
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    LoopbackServer.respond(exchange, status, "application/json", response);
  }

  private static String request(String event) {
    return "{\"reasons\":[\"rejected\"],\"messageIds\":[\"id-1\"],\"event\":"
        + JsonWriter.text(new Json.Text(event))
        + "}";
  }

  private JsonNode copy(String event) throws IOException {
    return console.post("copy", request(event));
  }

  @Test
  void itIsPostedByteForByteWithTheTokenAlone() throws Exception {
    JsonNode result = copy(EVENT);

    assertThat(result.get("ended").asText()).isEqualTo("accepted");
    assertThat(bodies).containsExactly(EVENT);
    assertThat(headers.getFirst().getFirst("X-Bridge-Token")).isEqualTo(SeededPersonalData.TOKEN);
    assertThat(headers.getFirst()).doesNotContainKeys("X-signature", "X-bridge-queue");
  }

  @Test
  void theTokenIsShownByItsFingerprintAndSentToTheWebhookAlone() throws Exception {
    JsonNode result = copy(EVENT);

    assertThat(result.get("token").asText())
        .isEqualTo("sha256:" + Sha256.hex(SeededPersonalData.TOKEN).substring(0, 8));
    assertThat(SeededPersonalData.findIn(String.join("\n", console.aws.requests))).isEmpty();
    assertThat(SeededPersonalData.findIn(String.join("\n", console.audit()))).isEmpty();
  }

  @Test
  void itsLineIsWrittenBeforeItIsSent() throws Exception {
    copy(EVENT);

    assertThat(auditLines).containsExactly(1);
    assertThat(console.audit().getFirst())
        .contains("\"action\":\"send edited copy\"", "\"messageIds\":[\"id-1\"]");
    assertThat(console.audit().getLast()).contains("\"outcome\":\"accepted\"");
  }

  @ParameterizedTest
  @CsvSource({
    "423, '', The webhook responds 423., does not accept this secret",
    "503, '', The webhook responds 503., reach its queue",
    "200, <html>, What responds there is not this bridge., ''"
  })
  void anotherResponseIsAProblem(int given, String body, String problem, String advice)
      throws Exception {
    status = given;
    response = body;

    JsonNode result = copy(EVENT);

    assertThat(result.get("problem").asText()).isEqualTo(problem);
    assertThat(result.path("advice").asText()).contains(advice);
    assertThat(console.audit().getLast()).contains("\"outcome\":\"" + problem);
  }

  @Test
  void aCopyThatIsDeadLetteredAtOnceSaysSo() throws Exception {
    response = "{\"accepted\":0,\"deadLettered\":1}";

    assertThat(copy(EVENT).get("ended").asText()).isEqualTo("dead_lettered");
  }

  @Test
  void aWebhookThatDoesNotRespondIsOneSentence() throws Exception {
    webhook.close();

    assertThat(copy(EVENT).get("problem").asText()).startsWith("The webhook does not respond (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{}]", "{", "3", "", "{} {}", "{\"a\":1}x"})
  void whatIsNotOneEventIsNotSent(String event) throws Exception {
    assertThat(console.send("POST /api/copy", console.withToken(), request(event)))
        .startsWith("HTTP/1.1 400 ");
    assertThat(bodies).isEmpty();
    assertThat(console.audit()).isEmpty();
  }

  @Test
  void aTokenThatMayNotBeReadIsNamedAndNothingIsSent() throws Exception {
    console.aws.fail("secretsmanager:GetSecretValue", 403, "AccessDeniedException");

    assertThat(copy(EVENT).get("problem").asText())
        .isEqualTo("You may not call secretsmanager:GetSecretValue.");
    assertThat(bodies).isEmpty();
  }

  @Test
  void aTokenThatTheWebhookDoesNotTakeIsNotSent() throws Exception {
    console.aws.state.setSecret("SegmentTokenName", "{\"current\":\"too-short\"}");

    assertThat(copy(EVENT).get("problem").asText()).contains("at least 16 characters");
    assertThat(bodies).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://x.example/segment, '', true",
    "http://x.example/segment, '', false",
    "http://127.0.0.1:1/segment, http://127.0.0.1:2, true"
  })
  void theTokenOfARealStackTravelsEncrypted(String url, String endpoint, boolean isAllowed) {
    assertThat(EditedCopy.isSafe(URI.create(url), endpoint.isEmpty() ? null : URI.create(endpoint)))
        .isEqualTo(isAllowed);
  }

  @Test
  void whatItWouldBecomeIsShownBeforeItIsSent() throws Exception {
    String response =
        console.send(
            "POST /api/explain",
            console.withToken(),
            "{\"event\":" + JsonWriter.text(new Json.Text(EVENT)) + "}");

    assertThat(response).startsWith("HTTP/1.1 200 ").contains("\"outcome\":\"send\"");
    assertThat(bodies).isEmpty();
    assertThat(console.post("explain", "{\"event\":\"{\"}").get("problem").asText())
        .contains("not JSON");
  }

  @Test
  void onlyAWholeEventThatIsTextCanBeEdited() throws Exception {
    var deadLetters = new DeadLetterQueueFixture(SQS, console.aws.state);
    deadLetters.add(
        "base64",
        "e30=",
        Map.of(
            MessageAttribute.REASON,
            "invalid_event",
            MessageAttribute.ENCODING,
            MessageAttribute.BASE64));
    deadLetters.add("stub", "too_large", "{\"type\":\"stub\"}");
    deadLetters.add("whole", "rejected", "{\"type\":\"track\"}");

    assertThat(console.post("open", "{\"reason\":\"rejected\"}").at("/letters/0/event").asText())
        .isEqualTo("{\"type\":\"track\"}");
    for (String reason : List.of("invalid_event", "too_large")) {
      JsonNode letters = console.post("open", "{\"reason\":\"" + reason + "\"}").get("letters");
      assertThat(letters).hasSize(1);
      assertThat(letters.get(0).has("event")).isFalse();
    }
  }
}
