package bridge.emulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Segment's `X-Signature`, made independently of the service: HMAC-SHA1 in lower-case hex.
public final class SegmentSigner {
  private SegmentSigner() {}

  /// The value of the header.
  ///
  /// @param event the single event, or the first of an array, as Segment sends it
  public static String sign(byte[] event, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(event));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA1", e);
    }
  }

  public static String sign(String event, String secret) {
    return sign(event.getBytes(StandardCharsets.UTF_8), secret);
  }
}
