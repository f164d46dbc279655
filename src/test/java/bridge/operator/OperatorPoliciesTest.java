package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.emulator.LocalSqs;
import bridge.fake.SeededPersonalData;
import bridge.stack.DocumentedPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The policies of the documents allow what the console calls, each what its heading says, and
/// nothing else.
class OperatorPoliciesTest {
  /// Everyone may call it.
  private static final String ALLOWED_TO_ALL = "sts:GetCallerIdentity";

  private static final List<String> READS =
      List.of("stack", "queues", "oldest", "traffic", "alarms", "health", "delivery", "secrets");
  private static final String FIND = "{\"kind\":\"userId\",\"id\":\"u\",\"hours\":1}";
  private static final String FIND_CONTACT =
      "{\"kind\":\"contact\",\"id\":\"" + SeededPersonalData.MAIL + "\",\"hours\":1}";
  private static final String COPY =
      "{\"reasons\":[\"rejected\"],\"messageIds\":[\"id\"],\"event\":\"{}\"}";

  @AutoClose private static final LocalSqs SQS = new LocalSqs(null);

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  @BeforeEach
  void addDeadLetter() {
    console.aws.state.outputs.put("WebhookUrl", "http://127.0.0.1:1/segment"); // nobody listens
    new DeadLetterQueueFixture(SQS, console.aws.state).add("one", "rejected", "{}");
  }

  /// One policy.
  ///
  /// @param requests as `find {…}`; together they need all of its actions
  private record Policy(String heading, Set<String> actions, List<String> requests) {
    Policy {
      actions = Set.copyOf(actions);
      requests = List.copyOf(requests);
    }
  }

  /// What each policy is for: its actions, and requests that need all of them.
  static Stream<Policy> policies() {
    return Stream.of(
        new Policy("### Read only", Set.of("logs:FilterLogEvents"), List.of("find " + FIND)),
        new Policy(
            "### Find by phone or e-mail",
            Set.of("dynamodb:Query"),
            List.of("find " + FIND_CONTACT)),
        new Policy(
            "### Dead letters",
            Set.of("lambda:InvokeFunction", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"),
            List.of(
                "letters {}",
                "open {\"reason\":\"rejected\"}",
                "redrive {\"reasons\":[\"none\"]}")),
        new Policy(
            "### Delete dead letters",
            Set.of("sqs:DeleteMessage"),
            List.of("delete {\"reasons\":[\"rejected\"],\"typed\":\"rejected\"}")),
        new Policy(
            "### Stop and resume",
            Set.of("lambda:UpdateEventSourceMapping"),
            List.of("delivery {\"queue\":\"events\",\"isOn\":true}")),
        new Policy(
            "### Rotate a secret",
            Set.of("secretsmanager:PutSecretValue"),
            List.of("rotate {\"secret\":\"token\",\"step\":\"begin\"}")));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyHoldsWhatItsPageCallsBeyondTheOthers(Policy policy) throws Exception {
    assertThat(DocumentedPolicy.actions("console.md", policy.heading()))
        .containsExactlyInAnyOrderElementsOf(policy.actions());

    for (String request : policy.requests()) {
      String[] parts = request.split(" ", 2);
      console.send("POST /api/" + parts[0], console.withToken(), parts[1]);
    }
    assertThat(console.aws.actions).containsAll(policy.actions());
  }

  @Test
  void allPoliciesTogetherAllowWhatTheConsoleCallsAndNothingElse() throws Exception {
    for (String read : READS) {
      console.read(read);
    }
    for (String request :
        List.of("newest {\"seconds\":9}", "explain {\"event\":\"{}\"}", "copy " + COPY)) {
      String[] parts = request.split(" ", 2);
      console.send("POST /api/" + parts[0], console.withToken(), parts[1]);
    }
    for (Policy policy : policies().toList()) {
      for (String request : policy.requests()) {
        String[] parts = request.split(" ", 2);
        console.send("POST /api/" + parts[0], console.withToken(), parts[1]);
      }
    }

    Set<String> called = new TreeSet<>(console.aws.actions);
    called.remove(ALLOWED_TO_ALL);
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(called);
  }

  /// A right that is missing is named by the call; a policy that lacks it would not help.
  @Test
  void everyActionThatTheSourcesNameIsInAPolicy() throws Exception {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/local/java/bridge"))) {
      for (Path source : sources.filter(each -> each.toString().endsWith(".java")).toList()) {
        Pattern.compile("\"([a-z]+:[A-Z]\\w+)\",\\s+\\(\\)")
            .matcher(Files.readString(source))
            .results()
            .map((MatchResult found) -> found.group(1))
            .forEach(named::add);
      }
    }

    named.remove(ALLOWED_TO_ALL);
    assertThat(named).hasSizeGreaterThan(15);
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(named);
  }

  private static Set<String> documented() throws IOException {
    Set<String> actions = new HashSet<>(DocumentedPolicy.actions("operations.md", "## Doctor"));
    for (Policy policy : policies().toList()) {
      actions.addAll(DocumentedPolicy.actions("console.md", policy.heading()));
    }
    return actions;
  }

  /// The audit file is complete only if a line is on the disk before AWS is asked to change
  /// anything.
  @ParameterizedTest
  @MethodSource("policies")
  void theLineIsWrittenBeforeAnythingIsChanged(Policy policy) throws Exception {
    Set<String> changing =
        Set.of(
            "lambda:InvokeFunction",
            "lambda:UpdateEventSourceMapping",
            "sqs:DeleteMessage",
            "secretsmanager:PutSecretValue");
    String last = policy.requests().getLast();
    boolean isChange = policy.actions().stream().anyMatch(changing::contains);
    Set<String> unwritten = new TreeSet<>();
    console.aws.onAction =
        action -> {
          if (changing.contains(action) && console.isAuditEmpty()) {
            unwritten.add(action);
          }
        };

    String[] parts = last.split(" ", 2);
    JsonNode answer = console.post(parts[0], parts[1]);

    assertThat(unwritten).isEmpty();
    assertThat(answer.has("problem")).isFalse();
    assertThat(console.isAuditEmpty()).isEqualTo(!isChange);
  }
}
