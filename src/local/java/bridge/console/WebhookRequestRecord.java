package bridge.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One POST to the webhook, and its response once there is one. Changed under [EventLog]'s lock
/// only.
public final class WebhookRequestRecord implements ExecutionScope {
  private static final int OK = 200;

  final Instant at;
  private final long number;
  private final int bytes;
  private int status;
  private String response = "";
  private @Nullable Instant respondedAt;

  WebhookRequestRecord(long number, Instant at, int bytes) {
    this.number = number;
    this.at = at;
    this.bytes = bytes;
  }

  /// The request of a scope, null for another scope.
  static @Nullable WebhookRequestRecord of(@Nullable ExecutionScope scope) {
    return scope instanceof WebhookRequestRecord request ? request : null;
  }

  /// Counts from 1; the console finds the events of a request by it.
  public long number() {
    return number;
  }

  void recordResponse(int code, String body, Instant now) {
    status = code;
    response = body;
    respondedAt = now;
  }

  boolean isAccepted() {
    return status == OK;
  }

  /// Whether its events may come in any order: it was responded to, and not with 200.
  boolean isWithoutOrder() {
    return respondedAt != null && status != OK;
  }

  /// Whether its events come before those of the other request: it was accepted before the other
  /// began. Within one request the order is that of the array.
  boolean isBefore(WebhookRequestRecord other) {
    return isAccepted() && respondedAt != null && !respondedAt.isAfter(other.at);
  }

  String words() {
    String text = "Request " + number + ", " + bytes + " bytes";
    return respondedAt == null ? text : text + ", responded " + status + " " + response;
  }
}
