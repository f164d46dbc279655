package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The newest lines of both dispatch functions.
class NewestOutcomesTest {
  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  private void addLine(String function, long secondsAgo, String messageId) {
    console.aws.state.addLogLine(
        function,
        "{\"message\":\"dispatch\",\"timestamp\":\"%s\",\"messageId\":\"%s\",\"outcome\":\"delivered\"}"
            .formatted(Instant.now().minusSeconds(secondsAgo), messageId));
  }

  private JsonNode newest(String seconds) throws IOException {
    return console.post("newest", "{\"seconds\":" + seconds + "}");
  }

  @Test
  void linesOfBothFunctionsAreShownInWordsTheNewestLast() throws Exception {
    addLine("dispatch", 400, "too old");
    addLine("dispatch", 20, "second");
    addLine("bulk-dispatch", 40, "first");
    console.aws.state.addLogLine(
        "dispatch", "{\"message\":\"breaker_open\",\"timestamp\":\"%s\"}".formatted(Instant.now()));

    JsonNode answer = newest("300");

    assertThat(answer.get("lines").findValuesAsText("messageId"))
        .containsExactly("first", "second");
    assertThat(answer.get("lines").findValuesAsText("function"))
        .containsExactly("bulk-dispatch", "dispatch");
    assertThat(answer.get("lines").findValuesAsText("words"))
        .containsOnly("Delivered: Regal has it");
    assertThat(answer.get("isComplete").asBoolean()).isTrue();
  }

  @Test
  void ofTooManyLinesTheNewestAreShown() throws Exception {
    console.aws.state.logLinesPerPage = 1_000;
    for (int i = 2_500; i > 0; i--) {
      addLine("dispatch", i / 25, "line-" + i);
    }

    JsonNode answer = newest("300");

    assertThat(answer.get("lines")).hasSize(200);
    assertThat(answer.get("lines").findValuesAsText("messageId"))
        .startsWith("line-200")
        .endsWith("line-1");
    assertThat(answer.get("isComplete").asBoolean()).isFalse();
  }

  @Test
  void aMissingRightIsNamed() throws Exception {
    console.aws.fail("logs:FilterLogEvents", 400, "AccessDeniedException");

    assertThat(newest("300").get("problem").asText())
        .isEqualTo("You may not call logs:FilterLogEvents.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "\"300\"", "null"})
  void aSpanThatIsNoneIsRefused(String seconds) throws Exception {
    assertThat(
            console.send("POST /api/newest", console.withToken(), "{\"seconds\":" + seconds + "}"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(console.aws.actions).isEmpty();
  }
}
