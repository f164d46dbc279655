package bridge.command;

import bridge.emulator.SegmentSigner;
import bridge.emulator.UsageException;
import bridge.hash.Sha256;
import bridge.json.Json;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// `exec:exec@smoke`: posts one event, signed with the deployment's own secret, and reports its
/// outcome. It cannot reach a person: an identify that holds nothing but a made-up userId is
/// skipped by rule. Ends with 0 if it was accepted and skipped.
final class Smoke {
  private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

  private final Deployment deployment;
  private final Duration patience;
  private final PrintStream out;

  /// @param patience how long to look for where it ended
  Smoke(Deployment deployment, Duration patience, PrintStream out) {
    this.deployment = deployment;
    this.patience = patience;
    this.out = out;
  }

  public static void main(String[] args) {
    CommandMain.run(() -> new Smoke(deployment(), Duration.ofSeconds(90), System.out).run());
  }

  private static Deployment deployment() throws IOException, InterruptedException {
    String stack = CommandOption.of("stack");
    if (stack == null) {
      LocalBridge.Setup local = LocalBridge.Setup.ofOptions();
      String url = CommandOption.of("url", "http://127.0.0.1:" + local.port() + "/segment");
      return new LocalDeployment(URI.create(url), local.secret(), local.token());
    }
    String region = CommandOption.of("region", "us-east-1");
    return new StackDeployment(arguments -> aws(region, arguments), stack);
  }

  int run() throws IOException, InterruptedException {
    String userId = "bridge-smoke-" + UUID.randomUUID();
    Map<String, Json> event = new LinkedHashMap<>();
    event.put("type", new Json.Text("identify"));
    event.put("userId", new Json.Text(userId));
    event.put("messageId", new Json.Text(userId));
    event.put("timestamp", new Json.Text(Instant.now().toString()));
    String body = JsonWriter.text(new Json.Obj(event));

    out.println("posted  " + body + " to " + deployment.webhook());
    String answer = post(body);
    out.println("answer  " + answer);
    if (!answer.startsWith("200 ")) {
      out.println("FAILED  " + advice(answer));
      return 1;
    }
    return awaitOutcome(Sha256.hex("userId:" + userId)) ? 0 : 1;
  }

  private boolean awaitOutcome(String group) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(patience);
    do {
      for (String line : deployment.lines(group)) {
        if (line.contains("skipped") && line.contains("nothing_to_send")) {
          out.println("ended   " + line);
          out.println("OK      accepted, queued, and skipped by rule: nothing went to Regal");
          return true;
        }
      }
      Thread.sleep(LOOKS_EVERY);
    } while (Instant.now().isBefore(end));
    out.println(
        "FAILED  accepted, but the dispatch function said nothing about it within "
            + patience.toSeconds()
            + " s: is DispatchEnabled true, does the dashboard show errors of dispatch, is LogLevel"
            + " INFO or below?");
    return false;
  }

  private String post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(deployment.webhook())
            .timeout(Duration.ofSeconds(15))
            .header("content-type", "application/json")
            .header("user-agent", "Segment (Actions) smoke")
            .header("x-signature", SegmentSigner.sign(body, deployment.secret()))
            .header("x-bridge-token", deployment.token())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (ConnectException _) {
      throw new UsageException("Nothing listens at " + deployment.webhook() + ".");
    }
  }

  private static String advice(String answer) {
    return switch (answer.substring(0, 3)) {
      case "423" -> "the bridge does not know this secret or token; was one changed just now?";
      case "503" -> "the bridge cannot read its secrets or reach its queue: look at its log";
      case "404" -> "the URL is not the stack's WebhookUrl";
      default -> "see src/site/markdown/webhook-api.md";
    };
  }

  private static String aws(String region, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("aws", "--region", region));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException _) {
      throw new UsageException("There is no aws command: install the AWS CLI.");
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new UsageException("aws " + arguments.get(0) + " " + arguments.get(1) + " failed.");
    }
    return output;
  }
}
