package bridge.state;

import bridge.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// SHA-256 in URL-safe Base64.
final class Hash {
  private static final int SHORT_BYTES = 12;

  private Hash() {}

  /// 43 characters.
  static String of(String... parts) {
    return text(digest(parts));
  }

  /// 16 characters, for names within one row.
  static String shortOf(String text) {
    return text(Arrays.copyOf(digest(text), SHORT_BYTES));
  }

  /// A zero byte ends each part, so that parts cannot run together.
  private static byte[] digest(String... parts) {
    return Sha256.digest((String.join("\0", parts) + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
