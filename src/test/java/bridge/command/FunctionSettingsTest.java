package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.RegalEmulator;
import bridge.emulator.RegalScript;
import bridge.emulator.SqsEventJson;
import bridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
            "the-shared-secret",
            "the-bridge-token",
            Map.of(
                "IDENTITY_RETENTION_DAYS", "2",
                "DEFAULT_PHONE_COUNTRY", "GB",
                "PAGE_AND_SCREEN_EVENTS", "false",
                "HONOUR_REGAL_INTEGRATION", "false",
                "IDENTIFY_FROM_PROPERTIES", "true",
                "PROFILE_FALLBACKS", "false",
                "ON_UNKNOWN_OUTCOME", "dead-letter",
                "POISON_EVENT_AGE_HOURS", "0.000001"));
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
  void eventsAreTranslatedByTheSettings() throws Exception {
    assertThat(requestOf("{\"type\":\"page\",\"userId\":\"page\"}")).isEmpty();
    assertThat(
            requestOf(
                "{'type':'track','event':'x','userId':'i','integrations':{'Regal.io':false}}"))
        .contains("\"userId\":\"i\"");
    assertThat(requestOf("{'type':'track','event':'x','properties':{'email':'p@example.com'}}"))
        .contains("\"emails\":{\"p@example.com\"");
    assertThat(
            requestOf(
                "{'type':'identify','userId':'f','traits':{'name':'Ann Lee','phone':'020 7946"
                    + " 0018'}}"))
        .contains("\"+442079460018\"")
        .doesNotContain("firstName");
  }

  @Test
  void aNamedEventOfUnknownOutcomeIsDeadLettered() throws Exception {
    functionsFixture.regal.script(RegalScript.read("[{\"status\":500,\"times\":1}]"));
    functionsFixture.dispatch(List.of("o"), List.of(track("o")));

    assertThat(deadLetters()).contains("unknown_outcome");
  }

  @Test
  void anEventIsPoisonAfterTheAgeThatIsSet() throws Exception {
    functionsFixture.regal.script(
        RegalScript.read("[{\"status\":503,\"times\":9,\"person\":\"sick\"}]"));
    byte[] sick = SqsEventJson.toEvent(List.of(track("sick")), List.of("sick"));
    for (int receive = 0; receive < 3; receive++) {
      int first = 10 * receive;
      List<String> well = IntStream.range(first, first + 10).mapToObj(i -> "well-" + i).toList();
      functionsFixture.dispatch(receivedAgain(sick, receive));
      functionsFixture.dispatch(well, well.stream().map(FunctionSettingsTest::track).toList());
    }

    assertThat(deadLetters()).contains("poison_event");
  }

  @Test
  void aRedriveEndsWithItsInvocationHoweverLongItMayLast() throws Exception {
    assertThat(functionsFixture.post("[7]", TOKEN)).startsWith("200");

    assertThat(functionsFixture.redrive("{\"seconds\":900}", 0)).contains("\"deadLetters\":[]");
    assertThat(functionsFixture.redrive("{\"seconds\":900}", 20)).contains("invalid_event");
  }

  private static String track(String userId) {
    return "{\"type\":\"track\",\"event\":\"x\",\"userId\":\"" + userId + "\"}";
  }

  /// SQS gives a message another receipt handle each time.
  private static byte[] receivedAgain(byte[] batch, int receive) {
    return new String(batch, StandardCharsets.UTF_8)
        .replaceAll("receipt-[^\"]+", "receipt-" + receive)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String deadLetters() {
    String url = functionsFixture.queue("DEAD_LETTER_QUEUE_URL");
    return functionsFixture
        .sqs
        .client()
        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
        .messages()
        .toString();
  }

  /// What Regal received of one event, empty if it was not sent.
  private static String requestOf(String event) throws Exception {
    int before = functionsFixture.regal.received().size();
    functionsFixture.dispatch(List.of("p" + before), List.of(event.replace('\'', '"')));
    return functionsFixture.regal.received().stream()
        .skip(before)
        .map(RegalEmulator.Received::body)
        .collect(Collectors.joining());
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
