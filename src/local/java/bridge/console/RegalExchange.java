package bridge.console;

import bridge.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// One POST that the Regal emulator received, and its response.
///
/// @param headers as received, the key masked
/// @param delay before the response
/// @param isCut whether the connection is closed without a response
public record RegalExchange(
    Instant at,
    Map<String, String> headers,
    String body,
    int status,
    Duration delay,
    boolean isCut) {
  /// How long dispatch waits for a response.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// For the timeline.
  String words() {
    if (delay.compareTo(TIMEOUT) >= 0) {
      return "Regal did not answer within " + TIMEOUT.toSeconds() + " s";
    }
    String after = delay.isZero() ? "" : " after " + delay.toMillis() / 1_000.0 + " s";
    return isCut ? "Regal hung up" + after : "Regal answered " + status + after;
  }

  /// @param translation the request by the event alone, empty where it is none
  Json json(String translation) {
    JsonBuilder masked = new JsonBuilder();
    headers.forEach(masked::put);
    return new JsonBuilder()
        .put("at", at.toString())
        .put("headers", masked.json())
        .put("lines", Explanation.lines(body))
        .flag("differs", !body.equals(translation))
        .json();
  }
}
