package bridge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bridge.console.EventLog;
import bridge.emulator.ApiGatewayEmulator;
import bridge.emulator.LoopbackServer;
import bridge.emulator.UsageException;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The smoke command against a stack: the aws command is answered as AWS answers it, the webhook is
/// the deployed function's.
class SmokeTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final AtomicReference<String> searched = new AtomicReference<>("");
  private FunctionsFixture functionsFixture;
  private LoopbackServer front;

  @BeforeEach
  void start() throws Exception {
    functionsFixture = new FunctionsFixture("the-shared-secret", "the-bridge-token");
    ApiGatewayEmulator apiGatewayEmulator =
        new ApiGatewayEmulator(
            functionsFixture.ingest(),
            _ -> {},
            new EventLog(
                InstantSource.system(),
                Duration.ofMinutes(6),
                new Translator(TranslationSettings.DEFAULT)));
    front = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, apiGatewayEmulator::handle);
  }

  @AfterEach
  void stop() {
    front.close();
    functionsFixture.close();
  }

  @Test
  void anEventThatWasSkippedByRuleProvesThePath() throws Exception {
    assertThat(run("the-shared-secret")).isZero();
    assertThat(printed())
        .contains(
            "answer  200 {\"accepted\":1,\"deadLettered\":0}",
            "nothing_to_send",
            "nothing went to Regal");
    assertThat(searched.get()).matches("\"[0-9a-f]{64}\"");
  }

  @Test
  void aSecretThatIsNotTheBridgesFails() throws Exception {
    assertThat(run("another-secret")).isEqualTo(1);
    assertThat(printed()).contains("answer  423", "FAILED").doesNotContain("another-secret");
  }

  @Test
  void anotherStackIsNamed() {
    assertThatThrownBy(() -> new StackDeployment(_ -> "[]", "other").webhook())
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no output WebhookUrl");
  }

  private int run(String secret) throws Exception {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Smoke(
            new StackDeployment(arguments -> awsResponse(arguments, secret), "some-stack"),
            Duration.ofSeconds(60),
            out)
        .run();
  }

  private String awsResponse(List<String> arguments, String secret) {
    assertThat(arguments).endsWith("--output", "json");
    return switch (arguments.get(1)) {
      case "describe-stacks" ->
          """
          [{"OutputKey":"WebhookUrl","OutputValue":"http://127.0.0.1:%d/segment"},
           {"OutputKey":"SegmentSecretName","OutputValue":"arn:secret"},
           {"OutputKey":"SegmentTokenName","OutputValue":"arn:token"}]\
          """
              .formatted(front.port());
      case "get-secret-value" ->
          arguments.contains("arn:secret")
              ? "\"{\\\"current\\\":\\\"" + secret + "\\\"}\""
              : "\"{\\\"current\\\":\\\"the-bridge-token\\\"}\"";
      case "filter-log-events" -> {
        assertThat(arguments).contains("/aws/lambda/some-stack-dispatch");
        searched.set(arguments.get(arguments.indexOf("--filter-pattern") + 1));
        yield "[\"{\\\"outcome\\\":\\\"skipped\\\",\\\"reason\\\":\\\"nothing_to_send\\\"}\"]";
      }
      default -> "[]";
    };
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
