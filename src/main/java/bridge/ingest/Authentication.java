package bridge.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// The check that a request comes from Segment: every proof that it carries is right, and it
/// carries enough. A signature covers one event; the token authenticates the sender of any number.
final class Authentication {
  private Authentication() {}

  static boolean isAuthentic(WebhookRequest request, Payload payload, SegmentSecrets secrets) {
    String token = request.header("X-Bridge-Token");
    String signature = request.header("X-Signature");
    if (token == null) {
      return signature != null
          && payload.events().size() == 1
          && isSigned(signature, payload, secrets);
    }
    boolean isToken = secrets.token().matches(secret -> isSame(token, secret));
    boolean isSignature =
        signature == null
            || payload.events().isEmpty() // nothing is signed: only the token counts
            || isSigned(signature, payload, secrets);
    return isToken && isSignature;
  }

  /// Whether an authentic request asks for the bulk queue. Only the token, which is right then,
  /// authenticates the sender and so the header.
  static boolean asksForBulk(WebhookRequest request) {
    return request.header("X-Bridge-Token") != null
        && "bulk".equals(request.header("X-Bridge-Queue"));
  }

  /// Whether a request carries a token or a signature, right or wrong.
  static boolean hasProof(WebhookRequest request) {
    return request.header("X-Bridge-Token") != null || request.header("X-Signature") != null;
  }

  /// Whether the user agent is Segment's (`Segment.io/1.0`, `Segment (Actions)`): for counting, not
  /// for authentication.
  static boolean isSegmentUserAgent(@Nullable String userAgent) {
    return userAgent != null && userAgent.startsWith("Segment");
  }

  private static boolean isSigned(String header, Payload payload, SegmentSecrets secrets) {
    RawEvent first = payload.events().getFirst();
    return secrets.signature().matches(secret -> Signature.matches(header, first, secret));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
