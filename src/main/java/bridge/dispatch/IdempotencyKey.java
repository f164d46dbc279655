package bridge.dispatch;

import bridge.queue.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The idempotency key of an event, the same for every message that carries it: the hash of its
/// group and body, which ingest uses as deduplication id. SQS's own ids change when the event is
/// sent again, dead-lettered or redriven.
final class IdempotencyKey {
  private IdempotencyKey() {}

  static String of(ReceivedEvent event) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(event.group().getBytes(StandardCharsets.UTF_8));
      digest.update(event.body().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
