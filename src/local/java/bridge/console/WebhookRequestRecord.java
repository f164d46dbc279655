package bridge.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One POST to the webhook: what came, and once it is there, the answer.
final class WebhookRequestRecord {
  final long number;
  final Instant at;
  final int bytes;
  private @Nullable String answer;

  WebhookRequestRecord(long number, Instant at, int bytes) {
    this.number = number;
    this.at = at;
    this.bytes = bytes;
  }

  void recordResponse(String text) {
    answer = text;
  }

  String words() {
    String text = "Request " + number + ", " + bytes + " bytes";
    return answer == null ? text : text + ", answered " + answer;
  }
}
