package bridge.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.ingest.WebhookResponse;
import bridge.json.JsonException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shapes of API Gateway's payload format 2.0 (its developer guide,
/// http-api-develop-integrations-lambda).
class HttpApiEventTest {
  @Test
  void aResponseIsWhatApiGatewayReads() {
    assertThat(new String(HttpApiEvent.toResponse(new WebhookResponse.Accepted(2, 1)), UTF_8))
        .isEqualTo(
            "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                + "\"body\":\"{\\\"accepted\\\":2,\\\"deadLettered\\\":1}\",\"isBase64Encoded\":false}");
    assertThat(new String(HttpApiEvent.toResponse(new WebhookResponse.BadRequest(405, "x")), UTF_8))
        .contains("\"allow\":\"POST, PUT, PATCH\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{\"a\":1}{}"})
  void whatIsNoLambdaEventIsOurFaultAndSaidWithoutQuoting(String event) {
    assertThatThrownBy(() -> HttpApiEvent.toRequest(event.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void textAndBase64BodiesGiveTheSameBytes() throws Exception {
    String body = "{\"userId\":\"Zoë 😀\"}";
    String base64 = Base64.getEncoder().encodeToString(body.getBytes(UTF_8));

    assertThat(body("\"body\":\"" + body.replace("\"", "\\\"") + "\",\"isBase64Encoded\":false"))
        .isEqualTo(body);
    assertThat(body("\"body\":\"" + base64 + "\",\"isBase64Encoded\":true")).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64!", "e30", "e3 0="})
  void malformedBase64IsNoBody(String body) throws Exception {
    assertThat(body("\"body\":\"" + body + "\",\"isBase64Encoded\":true"))
        .isIn("", "{}"); // Java's decoder takes missing padding, which loses nothing
  }

  @Test
  void aRequestWithoutABodyIsEmpty() throws Exception {
    assertThat(body("\"headers\":{}")).isEmpty();
    assertThat(body("\"body\":null")).isEmpty();
  }

  private static String body(String members) throws JsonException {
    byte[] body = HttpApiEvent.toRequest(("{" + members + "}").getBytes(UTF_8)).body();
    return body == null ? "" : new String(body, UTF_8);
  }
}
