package bridge.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// One POST that the Regal emulator received, and its response.
///
/// @param headers as they came, the key masked
/// @param delay before it answers
/// @param isCut whether it hangs up instead of answering
public record RegalExchange(
    Instant at,
    Map<String, String> headers,
    String body,
    int status,
    Duration delay,
    boolean isCut) {
  /// The most that dispatch waits for an answer.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// For the timeline.
  String words() {
    if (delay.compareTo(PATIENCE) >= 0) {
      return "Regal did not answer within " + PATIENCE.toSeconds() + " s";
    }
    String after = delay.isZero() ? "" : " after " + delay.toMillis() / 1_000.0 + " s";
    return isCut ? "Regal hung up" + after : "Regal answered " + status + after;
  }
}
