package bridge.console;

import bridge.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One POST that the Regal emulator received, and its response once there is one.
public final class RegalExchange {
  /// How long dispatch waits for a response.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Instant at;
  private final Map<String, String> headers;
  private final String body;
  private final int status;
  private final String response;
  private final boolean isCut;

  /// From the POST to the response, null before.
  private volatile @Nullable Duration took;

  /// @param headers as received, the key masked
  /// @param response the body that is sent with the status
  /// @param isCut whether the connection is closed without a response
  public RegalExchange(
      Instant at,
      Map<String, String> headers,
      String body,
      int status,
      String response,
      boolean isCut) {
    this.at = at;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.status = status;
    this.response = response;
    this.isCut = isCut;
  }

  Instant at() {
    return at;
  }

  String body() {
    return body;
  }

  /// The response is on its way, or the connection is closed.
  public void end(Duration elapsed) {
    took = elapsed;
  }

  /// For the timeline.
  Json step(JsonBuilder json) {
    Duration elapsed = took;
    if (elapsed == null) {
      return json.put("text", "Posted to Regal").put("waiting", true).json();
    }
    json.put("ms", elapsed.toMillis());
    if (elapsed.compareTo(TIMEOUT) >= 0) {
      return json.put("text", "Regal did not respond within " + TIMEOUT.toSeconds() + " s").json();
    }
    return isCut
        ? json.put("text", "Regal closed the connection").json()
        : json.put("text", "Regal responded " + status)
            .put("status", status)
            .put("body", response)
            .json();
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
