package bridge.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Segment's `X-Signature`: the HMAC-SHA1 of the signed bytes, in 40 lower-case hex digits. These
/// are an event alone, of an array the first (segmentio/action-destinations, webhook/index.ts), or
/// the whole body (pull request 3989 there).
final class Signature {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

  private Signature() {}

  /// Compares in constant time. A header sent twice arrives joined by a comma and does not match.
  static boolean matches(String header, ByteBuffer signed, String secret) {
    if (!FORM.matcher(header).matches()) {
      return false;
    }
    return MessageDigest.isEqual(HexFormat.of().parseHex(header), hmac(signed, secret));
  }

  private static byte[] hmac(ByteBuffer signed, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      mac.update(signed.duplicate());
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA1", e);
    }
  }
}
