package bridge.ingest;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The checks before a request's body is read: method, encoding and size.
final class RequestChecks {
  /// The methods that Segment's Webhooks (Actions) can be set to.
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

  private RequestChecks() {}

  static @Nullable WebhookResponse refusal(WebhookRequest request) {
    if (!METHODS.contains(request.method())) {
      return new WebhookResponse.BadRequest(405, "Send POST, PUT or PATCH.");
    }
    String encoding = request.header("Content-Encoding");
    if (encoding != null
        && !Set.of("", "identity").contains(encoding.strip().toLowerCase(Locale.ROOT))) {
      return new WebhookResponse.BadRequest(415, "Send the body without Content-Encoding.");
    }
    if (body(request).length > Ingest.MAX_BODY_BYTES) {
      return new WebhookResponse.BadRequest(
          413, "Over " + Ingest.MAX_BODY_BYTES + " bytes. Set Segment's batch size to 1,000.");
    }
    return null;
  }

  /// The bytes as sent; empty, and so not JSON, if they could not be decoded.
  static byte[] body(WebhookRequest request) {
    byte[] body = request.body();
    return body == null ? new byte[0] : body;
  }
}
