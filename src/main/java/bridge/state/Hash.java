package bridge.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// SHA-256 in URL-safe Base64.
public final class Hash {
  private static final int SHORT_BYTES = 12;

  private Hash() {}

  /// 43 characters.
  static String of(String... parts) {
    return text(sha256(parts));
  }

  /// 16 characters, for names within one row.
  static String shortOf(String text) {
    return text(Arrays.copyOf(sha256(text), SHORT_BYTES));
  }

  private static byte[] sha256(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
