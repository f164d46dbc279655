package bridge.command;

import bridge.emulator.SegmentSender;
import bridge.emulator.UsageException;
import bridge.hash.Sha256;
import bridge.json.Json;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    CommandMain.run(
        () -> new Smoke(Deployment.ofOptions(), Duration.ofSeconds(90), System.out).run());
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
      out.println("FAILED  " + WebhookAdvice.of(Integer.parseInt(answer.substring(0, 3))));
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
    byte[] event = body.getBytes(StandardCharsets.UTF_8);
    try (SegmentSender segmentSender =
        new SegmentSender(deployment.webhook(), deployment.secret(), deployment.token(), null)) {
      HttpResponse<String> answer = segmentSender.post(event, event);
      return answer.statusCode() + " " + answer.body();
    } catch (ConnectException _) {
      throw new UsageException(WebhookAdvice.NOBODY);
    }
  }
}
