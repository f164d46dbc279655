package bridge.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One POST to the webhook, and its response once there is one. Changed under [EventLog]'s lock
/// only.
public final class WebhookRequestRecord implements ExecutionScope {
  final Instant at;
  private final long number;
  private final int bytes;
  private @Nullable String response;

  WebhookRequestRecord(long number, Instant at, int bytes) {
    this.number = number;
    this.at = at;
    this.bytes = bytes;
  }

  /// @param text the status and the body
  void recordResponse(String text) {
    response = text;
  }

  String words() {
    String text = "Request " + number + ", " + bytes + " bytes";
    return response == null ? text : text + ", answered " + response;
  }
}
