package bridge.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// The check that a request comes from Segment: every proof that it carries is right, and it
/// carries enough. The token authenticates the sender of any number of events, a signature of the
/// whole body each of its events, and a signature of the first event that one only.
final class Authentication {
  private Authentication() {}

  /// @param first the bounds of the body's first event; no more of the body is looked at
  static boolean isAuthentic(
      WebhookRequest request, byte[] body, FirstElement first, SegmentSecrets secrets) {
    String token = request.header("X-Bridge-Token");
    String signature = request.header("X-Signature");
    boolean isToken = token != null && secrets.token().matches(secret -> isSame(token, secret));
    boolean isOfFirst = first.isFound() && isSigned(signature, first.in(body), secrets);
    boolean isOfAll = !isOfFirst && isSigned(signature, ByteBuffer.wrap(body), secrets);
    return (token == null || isToken)
        && (signature == null || isOfFirst || isOfAll)
        && (isToken || isOfAll || (isOfFirst && first.isOnly()));
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

  private static boolean isSigned(
      @Nullable String header, ByteBuffer signed, SegmentSecrets secrets) {
    return header != null
        && secrets.signature().matches(secret -> Signature.matches(header, signed, secret));
  }

  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
