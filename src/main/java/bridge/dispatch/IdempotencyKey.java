package bridge.dispatch;

import bridge.hash.Sha256;
import bridge.queue.ReceivedEvent;
import java.nio.charset.StandardCharsets;

/// The idempotency key of an event, the same for every message that carries it: the hash of its
/// group and body, which ingest uses as deduplication id. SQS's own ids change when the event is
/// sent again, dead-lettered or redriven.
final class IdempotencyKey {
  private IdempotencyKey() {}

  static String of(ReceivedEvent event) {
    return Sha256.hex(
        event.group().getBytes(StandardCharsets.UTF_8),
        event.body().getBytes(StandardCharsets.UTF_8));
  }
}
