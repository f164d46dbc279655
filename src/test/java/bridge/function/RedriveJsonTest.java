package bridge.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.json.JsonException;
import bridge.redrive.RedriveRequest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The redrive function's request is read strictly; its response is JSON.
class RedriveJsonTest {
  @Test
  void anEmptyRequestOnlyLists() throws Exception {
    assertThat(RedriveJson.toRequest("{}".getBytes(UTF_8)).isDryRun()).isTrue();
  }

  @Test
  void everyFieldIsRead() throws Exception {
    String request =
        """
        {"dryRun":false,"reasons":["rejected"],"messageIds":["m1","m2"],"minAgeHours":1,"maxAgeHours":2,"limit":3,
         "perSecond":4,"maxQueued":5}\
        """;

    assertThat(RedriveJson.toRequest(request.getBytes(UTF_8)))
        .isEqualTo(
            new RedriveRequest(
                false,
                Set.of("rejected"),
                Set.of("m1", "m2"),
                Duration.ofHours(1),
                Duration.ofHours(2),
                3,
                4,
                5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"reason\":\"refused\"}",
        "{\"dryRun\":\"no\"}",
        "{\"reasons\":[]}",
        "{\"reasons\":\"refused\"}",
        "{\"messageIds\":[]}",
        "{\"messageIds\":[1]}",
        "{\"limit\":1.5}",
        "{\"limit\":\"1\"}"
      })
  void aMisspelledRequestSendsNothing(String request) {
    assertThatThrownBy(() -> RedriveJson.toRequest(request.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class);
  }
}
