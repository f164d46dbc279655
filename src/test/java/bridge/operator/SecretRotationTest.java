package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.SeededPersonalData;
import bridge.hash.Sha256;
import bridge.ingest.RotatingSecret;
import bridge.secret.Secret;
import bridge.stack.StackState;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The two steps of a rotation, and what is shown of the values meanwhile.
class SecretRotationTest {
  private static final String TOKEN = SeededPersonalData.TOKEN;

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  private JsonNode rotate(String secret, String step) throws IOException {
    return console.post("rotate", "{\"secret\":\"%s\",\"step\":\"%s\"}".formatted(secret, step));
  }

  private List<String> stored(String output) {
    return RotatingSecret.of(new Secret(console.aws.state.secrets.getOrDefault(output, "")))
        .values()
        .stream()
        .map(Secret::value)
        .toList();
  }

  private static String fingerprint(String value) {
    return "sha256:" + Sha256.hex(value).substring(0, 8);
  }

  private List<String> rows(String secret) throws IOException {
    return console.read("secrets").get(secret).get("values").findValuesAsText("fingerprint");
  }

  @Test
  void bothSecretsAreShownByFingerprintAndStage() throws Exception {
    console.aws.state.otherStages.put(
        "SegmentTokenName AWSPREVIOUS", "{\"current\":\"an-earlier-token-0123\"}");
    console.aws.state.otherStages.put(
        "SegmentTokenName AWSPENDING", "{\"current\":\"a-pending-token-01234\"}");

    JsonNode token = console.read("secrets").get("token");

    assertThat(token.get("values").findValuesAsText("stage"))
        .containsExactly("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING");
    assertThat(token.get("values").findValuesAsText("isValid"))
        .containsExactly("true", "false", "false");
    assertThat(token.at("/values/0/fingerprint").asText()).isEqualTo(fingerprint(TOKEN));
    assertThat(token.get("step").asText()).isEqualTo("begin");
    assertThat(token.get("read").asText()).isEqualTo("ReadSegmentToken of the stack");
    assertThat(rows("signature")).containsExactly(fingerprint(StackState.LONG_SECRET));
  }

  @Test
  void theFirstStepMakesANewValueAndKeepsTheOldOneValid() throws Exception {
    JsonNode result = rotate("token", "begin");

    List<String> values = stored("SegmentTokenName");
    assertThat(values).hasSize(2).last().isEqualTo(TOKEN);
    assertThat(values.getFirst()).matches("[A-Za-z0-9]{48}");
    assertThat(result.get("outcome").asText())
        .isEqualTo(
            "current %s, previous %s"
                .formatted(fingerprint(values.getFirst()), fingerprint(TOKEN)));
    JsonNode token = console.read("secrets").get("token");
    assertThat(token.get("step").asText()).isEqualTo("finish");
    assertThat(token.get("values").findValuesAsText("isValid"))
        .containsExactly("true", "true", "true"); // AWSPREVIOUS holds the previous value
    assertThat(stored("SegmentSecretName")).containsExactly(StackState.LONG_SECRET);
  }

  @Test
  void noValueIsShownOrWrittenDownAndOnlyTheBodyThatStoresItHoldsIt() throws Exception {
    JsonNode result = rotate("signature", "begin");

    String made = stored("SegmentSecretName").getFirst();
    assertThat(result.toString() + console.read("secrets") + String.join("", console.audit()))
        .doesNotContain(made);
    assertThat(SeededPersonalData.findIn(String.join("", console.audit()))).isEmpty();
    assertThat(console.aws.requests)
        .filteredOn(request -> request.contains(made) || request.contains(StackState.LONG_SECRET))
        .hasSize(1)
        .allMatch(request -> request.contains("\"SecretString\""));
    assertThat(String.join("", console.aws.credentials)).doesNotContain(made);
  }

  @Test
  void aSecondRotationDoesNotBeginBeforeTheFirstIsFinished() throws Exception {
    rotate("token", "begin");
    List<String> values = stored("SegmentTokenName");

    assertThat(rotate("token", "begin").get("problem").asText()).contains("a rotation has begun");
    assertThat(stored("SegmentTokenName")).isEqualTo(values);
  }

  @Test
  void theLastStepWaitsUntilSegmentHasStoppedToRetryWithTheOldValue() throws Exception {
    rotate("token", "begin");
    String made = stored("SegmentTokenName").getFirst();
    console.aws.state.secretsStoredAt = Instant.now().minus(Duration.ofMinutes(239));

    assertThat(rotate("token", "finish").get("problem").asText())
        .startsWith("Segment may send the previous value until ");
    assertThat(stored("SegmentTokenName")).hasSize(2);
    assertThat(console.read("secrets").at("/token/isDue").asBoolean()).isFalse();

    console.aws.state.secretsStoredAt = Instant.now().minus(Duration.ofMinutes(241));
    assertThat(console.read("secrets").at("/token/isDue").asBoolean()).isTrue();

    assertThat(rotate("token", "finish").get("outcome").asText())
        .isEqualTo("current " + fingerprint(made));
    assertThat(stored("SegmentTokenName")).containsExactly(made);
  }

  @Test
  void thereIsNothingToFinishWithoutABeginning() throws Exception {
    assertThat(rotate("token", "finish").get("problem").asText()).contains("no rotation has begun");
    assertThat(console.aws.actions).doesNotContain("secretsmanager:PutSecretValue");
  }

  @Test
  void aPlainTextSecretStaysValidAsThePreviousValue() throws Exception {
    console.aws.state.setSecret("SegmentTokenName", TOKEN + "\n");

    rotate("token", "begin");

    assertThat(stored("SegmentTokenName")).hasSize(2).last().isEqualTo(TOKEN);
  }

  @Test
  void withoutAValidValueThereIsNothingToRotate() throws Exception {
    console.aws.state.setSecret("SegmentTokenName", "{\"current\":\"too-short\"}");

    assertThat(rotate("token", "begin").get("problem").asText()).contains("at least 16");
    assertThat(console.read("secrets").at("/token/values")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"key, begin", "token, undo", "'', ''"})
  void anotherSecretOrStepIsRefused(String secret, String step) throws Exception {
    assertThat(
            console.send(
                "POST /api/rotate",
                console.withToken(),
                "{\"secret\":\"%s\",\"step\":\"%s\"}".formatted(secret, step)))
        .startsWith("HTTP/1.1 400 ");
    assertThat(console.audit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"})
  void aRightThatThePolicyDeniesIsNamed(String action) throws Exception {
    console.aws.fail(action, 403, "AccessDeniedException");

    assertThat(rotate("token", "begin").get("problem").asText())
        .isEqualTo("You may not call " + action + ".");
    assertThat(stored("SegmentTokenName")).containsExactly(TOKEN);
  }
}
