package bridge.operator;

import bridge.command.WebhookAdvice;
import bridge.console.JsonBuilder;
import bridge.emulator.SegmentSender;
import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.ingest.RawEvent;
import bridge.ingest.RotatingSecret;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.secret.Secret;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StoredSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends an edited event through the stack's webhook, authenticated by the token. It keeps its
/// messageId, so that it is found as the same event; since its bytes differ, it is no duplicate of
/// the original.
record EditedCopy(StackAddress address, StackClients clients) {
  private static final JsonReader JSON = new JsonReader(4);
  private static final int ACCEPTED = 200;

  /// IllegalArgumentException where the text is not one event.
  static byte[] check(String event) {
    byte[] body = event.getBytes(StandardCharsets.UTF_8);
    try {
      Payload payload = Payload.split(body);
      if (payload.isArray() || payload.events().getFirst().form() != RawEvent.Form.OBJECT) {
        throw new IllegalArgumentException("Send one event, which is a JSON object.");
      }
      return body;
    } catch (PayloadException e) {
      throw new IllegalArgumentException(e.advice(), e);
    }
  }

  /// Whether the token may be sent there: encrypted, or to an emulator's bridge, whose token is
  /// none of a real stack.
  static boolean isSafe(URI webhook, @Nullable URI endpoint) {
    return endpoint != null || "https".equals(webhook.getScheme());
  }

  /// Returns what the webhook responds.
  Json.Obj send(byte[] event) {
    StackDescription stack = StackDescription.require(clients, address);
    URI webhook = URI.create(stack.output("WebhookUrl"));
    if (!isSafe(webhook, address.endpoint())) {
      return StackApi.problem("The output WebhookUrl is not https, so the token was not sent.", "");
    }
    List<Secret> tokens =
        RotatingSecret.of(StoredSecret.read(clients, stack.output("SegmentTokenName")).text())
            .values();
    if (tokens.isEmpty()) {
      return StackApi.problem(
          "The token has no value of at least 16 characters.",
          "Store one: src/site/markdown/runbook.md#rotate-a-secret");
    }
    String token = tokens.getFirst().value();
    try (SegmentSender webhookSender = new SegmentSender(webhook, "", token, null)) {
      return result(webhookSender.post(event, null, token))
          .put("token", StoredSecret.fingerprint(tokens.getFirst()))
          .json();
    } catch (IOException e) {
      return StackApi.problem(
          "The webhook does not respond (" + e.getClass().getSimpleName() + ").",
          "Send it again: if it arrived, SQS drops the second within five minutes.");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return StackApi.problem("The console is closing.", "");
    }
  }

  private static JsonBuilder result(HttpResponse<String> response) {
    JsonBuilder result = new JsonBuilder().put("status", response.statusCode());
    if (response.statusCode() != ACCEPTED) {
      return result
          .put("problem", "The webhook responds %d.".formatted(response.statusCode()))
          .put("advice", "That means: " + WebhookAdvice.of(response.statusCode()) + ".");
    }
    try {
      boolean isAccepted =
          JSON.read(response.body()) instanceof Json.Obj counts
              && counts.get("accepted") instanceof Json.Num(String accepted)
              && accepted.equals("1");
      return result.put("ended", isAccepted ? "accepted" : "dead_lettered");
    } catch (JsonException _) {
      return result.put("problem", "What responds there is not this bridge.");
    }
  }
}
