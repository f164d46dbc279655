package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonWriter;
import java.util.Map;

/// The response to a webhook request. Segment retries 423 and 503 for four hours and discards every
/// other 4xx permanently (segmentio/action-destinations, core/src/errors.ts).
public sealed interface WebhookResponse {
  int status();

  /// The JSON body.
  String body();

  /// 200: every event is safe in SQS.
  ///
  /// @param accepted events that will be delivered to Regal
  /// @param deadLettered elements that are kept on the dead-letter queue with their reason
  record Accepted(int accepted, int deadLettered) implements WebhookResponse {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public String body() {
      return "{\"accepted\":" + accepted + ",\"deadLettered\":" + deadLettered + "}";
    }
  }

  /// 400, 405, 413, 415: a request that Segment, as documented, does not send.
  record BadRequest(int status, String message) implements WebhookResponse {
    @Override
    public String body() {
      return messageBody(message);
    }
  }

  /// 423: not authenticated. The message is the same for every wrong proof.
  record Unauthenticated() implements WebhookResponse {
    @Override
    public int status() {
      return 423;
    }

    @Override
    public String body() {
      return messageBody(
          "Not authentic. Check the shared secret in Segment's destination and, for arrays, the"
              + " header X-Bridge-Token; both must equal the stack's secrets. X-Signature covers"
              + " the event's own bytes, without a line end after them. Then resend.");
    }
  }

  /// 503: not every event is safe yet, for a cause on this side.
  record Unavailable(String message) implements WebhookResponse {
    @Override
    public int status() {
      return 503;
    }

    @Override
    public String body() {
      return messageBody(message);
    }
  }

  private static String messageBody(String message) {
    return JsonWriter.text(new Json.Obj(Map.of("message", new Json.Text(message))));
  }
}
