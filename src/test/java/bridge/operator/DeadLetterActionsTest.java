package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.aws.SqsFifoQueue;
import bridge.emulator.LocalLambdaContext;
import bridge.emulator.LocalSqs;
import bridge.fake.SeededPersonalData;
import bridge.function.RedriveFunction;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an operator does with dead letters, on an SQS emulator and with the real redrive function.
class DeadLetterActionsTest {
  private static final String REJECTED = "{\"reasons\":[\"rejected\"]}";

  private static LocalSqs sqs;
  private static int queues;

  private OperatorConsoleFixture console;
  private String deadLetters;
  private String bulk;

  @BeforeAll
  static void startSqs() {
    sqs = new LocalSqs(null);
  }

  @AfterAll
  static void stopSqs() {
    sqs.close();
  }

  @BeforeEach
  void start() throws IOException {
    queues++;
    console = new OperatorConsoleFixture();
    deadLetters = sqs.queue("dead-letters-" + queues + ".fifo", 360);
    bulk = sqs.queue("bulk-" + queues + ".fifo", 360);
    console.aws.state.sqs = URI.create(sqs.env().get("AWS_ENDPOINT_URL_SQS"));
    console.aws.state.outputs.put("DeadLetterQueueUrl", deadLetters);
    Map<String, String> env = new HashMap<>(sqs.env());
    env.put("DEAD_LETTER_QUEUE_URL", deadLetters);
    env.put("BULK_QUEUE_URL", bulk);
    RedriveFunction function = new RedriveFunction(env);
    console.aws.state.redrive =
        request -> {
          var response = new ByteArrayOutputStream();
          function.handleRequest(
              new ByteArrayInputStream(request),
              response,
              new LocalLambdaContext("redrive", Duration.ofSeconds(60)));
          return response.toByteArray();
        };
    add("one", "rejected", SeededPersonalData.event("identify"));
    add("two", "rejected", "{\"type\":\"track\",\"event\":\"Two\",\"userId\":\"two\"}");
    add("three", "invalid_type", "{\"userId\":\"three\"}");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private void add(String id, String reason, String body) {
    Map<String, String> attributes =
        Map.of(
            MessageAttribute.REASON,
            reason,
            MessageAttribute.STATUS,
            "400",
            MessageAttribute.MESSAGE,
            "no such " + SeededPersonalData.MAIL,
            MessageAttribute.GROUP,
            "person-" + id,
            MessageAttribute.RECEIVED_AT,
            "1795000000000");
    new SqsFifoQueue(sqs.client(), deadLetters)
        .send(List.of(new QueuedEvent(id, id, body, attributes)), Duration.ofSeconds(10));
  }

  private List<String> audit() throws IOException {
    return Files.exists(console.audit) ? Files.readAllLines(console.audit) : List.of();
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
    assertThat(sqs.count(deadLetters).visible()).isEqualTo(3);
    assertThat(audit()).isEmpty();
  }

  @Test
  void aRedriveOfOneReasonIsSentAndWrittenDownWithoutAnyPayload() throws Exception {
    JsonNode result = console.post("redrive", REJECTED);

    assertThat(result.get("ended").asText()).isEqualTo("all_sent");
    assertThat(result.get("sent").asInt()).isEqualTo(2);
    assertThat(sqs.depth(bulk)).isEqualTo(2);
    assertThat(sqs.depth(deadLetters)).isEqualTo(1);
    assertThat(audit()).hasSize(2);
    assertThat(audit().getFirst())
        .contains("\"account\":\"123456789012\"", "\"caller\":\"role Operator\"")
        .contains("\"region\":\"us-east-1\"", "\"stack\":\"bridge-test\"")
        .contains("\"action\":\"redrive\"", "\"details\":{\"reasons\":[\"rejected\"]}");
    assertThat(audit().getLast()).contains("\"outcome\":\"all_sent\"");
    assertThat(SeededPersonalData.findIn(String.join("\n", audit()))).isEmpty();
  }

  @Test
  void oneDeadLetterIsRedrivenByItsId() throws Exception {
    String id = open("rejected").at("/letters/0/id").asText();

    JsonNode result =
        console.post(
            "redrive", "{\"reasons\":[\"rejected\"],\"messageIds\":[\"%s\"]}".formatted(id));

    assertThat(result.get("sent").asInt()).isEqualTo(1);
    assertThat(audit().getFirst()).contains("\"messageIds\":[\"" + id + "\"]");
  }

  @Test
  void anOpenedDeadLetterShowsWhatItWouldBecomeAndIsGivenBack() throws Exception {
    console.aws.state.parameters.put("DefaultPhoneCountry", "");
    add("four", "no_identifier", "{\"type\":\"identify\",\"traits\":{\"phone\":\"3125550188\"}}");

    JsonNode letters = open("no_identifier").get("letters");

    assertThat(letters).hasSize(1);
    assertThat(letters.at("/0/status").asText()).isEqualTo("400");
    assertThat(letters.at("/0/message").asText()).contains(SeededPersonalData.MAIL);
    assertThat(letters.at("/0/arrival").asText()).isEqualTo("2026-11-18T11:06:40Z");
    assertThat(letters.at("/0/explanation/outcome").asText()).isEqualTo("skip");
    assertThat(letters.at("/0/explanation/warnings/0/code").asText()).isEqualTo("phone_invalid");
    assertThat(sqs.count(deadLetters).visible()).isEqualTo(4);

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
    assertThat(audit().getLast()).contains("\"outcome\":\"limit must be a whole number\"");
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
    assertThat(sqs.depth(deadLetters)).isEqualTo(3);
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
    assertThat(audit()).isEmpty();
  }

  @Test
  void theDocumentedPoliciesAllowWhatTheActionsCallAndNothingElse() throws Exception {
    assertThat(allowed("Dead letters"))
        .containsExactlyInAnyOrder(
            "lambda:InvokeFunction", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility");
    assertThat(allowed("Stop and resume")).containsExactly("lambda:UpdateEventSourceMapping");

    console.post("letters", "{}");
    open("rejected");
    console.post("redrive", "{}");
    console.post("delivery", "{\"queue\":\"events\",\"isOn\":true}");
    console.aws.actions.removeAll(allowed("Dead letters"));
    console.aws.actions.removeAll(allowed("Stop and resume"));
    assertThat(console.aws.actions)
        .containsExactlyInAnyOrder(
            "sts:GetCallerIdentity",
            "cloudformation:DescribeStacks",
            "cloudformation:ListStackResources",
            "lambda:GetEventSourceMapping");
  }

  private static List<String> allowed(String policy) throws IOException {
    String section =
        Files.readString(Path.of("src/site/markdown/console.md"))
            .replaceFirst("(?s)^.*\n### " + policy + "\n", "")
            .replaceFirst("(?s)\n##.*$", "");
    return Pattern.compile("\"(\\w+:[A-Z]\\w+)\"")
        .matcher(section.replaceAll("\"Condition\".*", ""))
        .results()
        .map(r -> r.group(1))
        .toList();
  }
}
