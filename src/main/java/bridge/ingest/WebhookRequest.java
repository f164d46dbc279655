package bridge.ingest;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One HTTP request as API Gateway took it.
public final class WebhookRequest {
  private final String method;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final @Nullable Instant acceptedAt;

  /// @param headers names in any case; what came twice stands joined by a comma
  /// @param body the bytes as sent, null where API Gateway's Base64 could not be read
  /// @param acceptedAt when API Gateway took the request, null where it does not say
  public WebhookRequest(
      String method,
      Map<String, String> headers,
      byte @Nullable [] body,
      @Nullable Instant acceptedAt) {
    this.method = method.toUpperCase(Locale.ROOT);
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, value) -> this.headers.merge(name, value, (a, b) -> a + "," + b));
    this.body = body == null ? null : body.clone();
    this.acceptedAt = acceptedAt;
  }

  public String method() {
    return method;
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /// The bytes as sent, null where they could not be read.
  public byte @Nullable [] body() {
    return body;
  }

  public @Nullable Instant acceptedAt() {
    return acceptedAt;
  }
}
