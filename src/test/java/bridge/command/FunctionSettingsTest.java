package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a setting does in the running functions, as the emulators of AWS see it.
class FunctionSettingsTest {
  private static final Map<String, String> TOKEN = Map.of("x-bridge-token", "the-bridge-token");

  private static FunctionsFixture functionsFixture;

  @BeforeAll
  static void start() throws Exception {
    functionsFixture =
        new FunctionsFixture(
            "the-shared-secret", "the-bridge-token", Map.of("IDENTITY_RETENTION_DAYS", "2"));
  }

  @AfterAll
  static void stop() {
    functionsFixture.close();
  }

  @Test
  void linksAreKeptForDays() throws Exception {
    Instant before = Instant.now();
    functionsFixture.dispatch(
        List.of("a"),
        List.of("{\"type\":\"track\",\"event\":\"x\",\"userId\":\"u\",\"anonymousId\":\"a\"}"));

    assertThat(
            functionsFixture.written("link").get("x") instanceof Json.Obj expires
                    && expires.get("N") instanceof Json.Text(String seconds)
                ? Instant.ofEpochSecond(Long.parseLong(seconds))
                : before)
        .isBetween(before.plus(Duration.ofHours(47)), before.plus(Duration.ofHours(49)));
  }

  @Test
  void engagesEventsAreOnTheBulkQueueAndHoldARedriveBackThoughTheyAreInFlight() throws Exception {
    String engage = "{\"userId\":\"u\",\"context\":{\"personas\":{}}}";
    assertThat(functionsFixture.post("[" + engage + ",7]", TOKEN)).startsWith("200");
    String bulk = functionsFixture.queue("BULK_QUEUE_URL");

    assertThat(functionsFixture.sqs.client().receiveMessage(r -> r.queueUrl(bulk)).messages())
        .singleElement()
        .matches(message -> message.body().equals(engage));
    assertThat(functionsFixture.redrive("{\"dryRun\":false,\"maxQueued\":0}", 14))
        .startsWith("{\"ended\":\"bulk_queue_full\"");
  }
}
