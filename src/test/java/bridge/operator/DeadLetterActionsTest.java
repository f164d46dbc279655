package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.emulator.LocalSqs;
import bridge.fake.SeededPersonalData;
import bridge.json.Json;
import bridge.queue.MessageAttribute;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackState;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator does with dead letters, on an SQS emulator and with the real redrive function.
class DeadLetterActionsTest {
  private static final String REJECTED = "{\"reasons\":[\"rejected\"]}";

  @AutoClose private static final LocalSqs SQS = new LocalSqs(null);

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();
  private final DeadLetterQueueFixture deadLetters =
      new DeadLetterQueueFixture(SQS, console.aws.state);

  @BeforeEach
  void addThree() {
    Map<String, String> rejected =
        Map.of(
            MessageAttribute.REASON,
            "rejected",
            MessageAttribute.STATUS,
            "400",
            MessageAttribute.MESSAGE,
            "no such " + SeededPersonalData.MAIL);
    deadLetters.add("one", SeededPersonalData.event("identify"), rejected);
    deadLetters.add("two", "{\"type\":\"track\",\"event\":\"Two\",\"userId\":\"two\"}", rejected);
    deadLetters.add("three", "invalid_type", "{\"userId\":\"three\"}");
  }

  private JsonNode open(String reason) throws IOException {
    String response =
        console.send("POST /api/open", console.withToken(), "{\"reason\":\"" + reason + "\"}");
    return new ObjectMapper().readTree(response.substring(response.indexOf("\r\n\r\n")));
  }

  @Test
  void deadLettersAreListedByReasonAndNothingIsSentOrWrittenDown() throws Exception {
    JsonNode listed = console.post("letters", "{}");
    JsonNode preview = console.post("letters", REJECTED);

    assertThat(listed.get("deadLetters").findValuesAsText("reason"))
        .containsExactly("invalid_type", "rejected");
    assertThat(listed.get("deadLetters").findValuesAsText("count")).containsExactly("1", "2");
    assertThat(preview.get("matching").asInt()).isEqualTo(2);
    assertThat(deadLetters.visible()).isEqualTo(3);
    assertThat(console.audit()).isEmpty();
  }

  @Test
  void aRedriveOfOneReasonIsSentAndWrittenDownWithoutAnyPayload() throws Exception {
    JsonNode result = console.post("redrive", REJECTED);

    assertThat(result.get("ended").asText()).isEqualTo("all_sent");
    assertThat(result.get("sent").asInt()).isEqualTo(2);
    assertThat(deadLetters.redriven()).isEqualTo(2);
    assertThat(deadLetters.depth()).isEqualTo(1);
    assertThat(console.audit()).hasSize(2);
    assertThat(console.audit().getFirst())
        .contains("\"account\":\"123456789012\"", "\"caller\":\"role Operator\"")
        .contains("\"region\":\"us-east-1\"", "\"stack\":\"bridge-test\"")
        .contains("\"action\":\"redrive\"", "\"details\":{\"reasons\":[\"rejected\"]}");
    assertThat(console.audit().getLast()).contains("\"outcome\":\"all_sent\"");
    assertThat(SeededPersonalData.findIn(String.join("\n", console.audit()))).isEmpty();
  }

  @Test
  void oneDeadLetterIsRedrivenByItsId() throws Exception {
    JsonNode opened = open("rejected").at("/letters/0");
    String id = opened.get("id").asText();
    assertThat(opened.get("status").asText()).isEqualTo("400");
    assertThat(opened.get("message").asText()).contains(SeededPersonalData.MAIL);

    JsonNode result =
        console.post(
            "redrive", "{\"reasons\":[\"rejected\"],\"messageIds\":[\"%s\"]}".formatted(id));

    assertThat(result.get("sent").asInt()).isEqualTo(1);
    assertThat(console.audit().getFirst()).contains("\"messageIds\":[\"" + id + "\"]");
  }

  @Test
  void anOpenedDeadLetterShowsWhatItWouldBecomeAndIsGivenBack() throws Exception {
    console.aws.state.parameters.put("DefaultPhoneCountry", "");
    deadLetters.add(
        "four", "no_identifier", "{\"type\":\"identify\",\"traits\":{\"phone\":\"3125550188\"}}");

    JsonNode letters = open("no_identifier").get("letters");

    assertThat(letters).hasSize(1);
    assertThat(letters.at("/0/arrival").asText()).isEqualTo("2026-11-18T11:06:40Z");
    assertThat(letters.at("/0/explanation/outcome").asText()).isEqualTo("skip");
    assertThat(letters.at("/0/explanation/warnings/0/code").asText()).isEqualTo("phone_invalid");
    assertThat(deadLetters.visible()).isEqualTo(4);

    console.aws.state.parameters.put("DefaultPhoneCountry", "US");
    assertThat(open("no_identifier").at("/letters/0/explanation/outcome").asText())
        .isEqualTo("send");
  }

  @Test
  void anActionThatFailsIsWrittenDownAsThat() throws Exception {
    console.aws.state.redrive =
        _ -> "{\"message\":\"limit must be a whole number\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(console.post("redrive", REJECTED).get("problem").asText())
        .isEqualTo("limit must be a whole number");
    assertThat(console.audit().getLast()).contains("\"outcome\":\"limit must be a whole number\"");
  }

  /// A second invocation beside one that still runs would be told that another run is in progress.
  @Test
  void aRedriveThatDoesNotRespondIsGivenUpAndNotRepeated() {
    console.aws.hang("lambda:InvokeFunction");
    List<String> invocations = new CopyOnWriteArrayList<>();
    console.aws.onAction =
        action -> {
          if (action.equals("lambda:InvokeFunction")) {
            invocations.add(action);
          }
        };
    StackAddress address = new StackAddress(StackState.NAME, "us-east-1", null, console.aws.url());

    try (var clients = new StackClients(address, Duration.ofSeconds(20), Duration.ofMillis(500))) {
      assertThatThrownBy(() -> new DeadLetterRedrive(address, clients).send(new Json.Obj(Map.of())))
          .hasMessage("lambda:InvokeFunction took too long.");
    }
    assertThat(invocations).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "lambda:InvokeFunction, redrive",
    "lambda:InvokeFunction, letters",
    "lambda:UpdateEventSourceMapping, delivery"
  })
  void aRightThatThePolicyDeniesIsNamed(String action, String request) throws Exception {
    console.aws.fail(action, 403, "AccessDeniedException");

    JsonNode result = console.post(request, "{\"queue\":\"events\",\"isOn\":false}");

    assertThat(result.get("problem").asText()).isEqualTo("You may not call " + action + ".");
    assertThat(deadLetters.depth()).isEqualTo(3);
    assertThat(console.aws.state.mappingStates).doesNotContainValue("Disabled");
  }

  @ParameterizedTest
  @CsvSource({
    "redrive, '{\"messageIds\":[\"mail@x.example\"]}', codes or ids",
    "redrive, '{\"reasons\":\"rejected\"}', codes or ids",
    "delivery, '{\"queue\":\"dead\",\"isOn\":true}', no such queue",
    "delivery, '{\"queue\":\"events\"}', isOn must be",
    "open, '{}', lacks reason"
  })
  void aRequestThatIsNoneChangesNothing(String name, String body, String sentence)
      throws Exception {
    assertThat(console.send("POST /api/" + name, console.withToken(), body))
        .startsWith("HTTP/1.1 400 ")
        .contains(sentence);
    assertThat(console.aws.actions).doesNotContain("lambda:InvokeFunction");
    assertThat(console.audit()).isEmpty();
  }
}
