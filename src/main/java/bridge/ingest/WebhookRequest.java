package bridge.ingest;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One HTTP request as API Gateway received it.
public final class WebhookRequest {
  private final String method;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final @Nullable Instant acceptedAt;

  /// @param headers names in any case, each once
  /// @param body the bytes as sent, null if API Gateway's Base64 could not be decoded
  /// @param acceptedAt when API Gateway received the request, null if it is not given
  public WebhookRequest(
      String method,
      Map<String, String> headers,
      byte @Nullable [] body,
      @Nullable Instant acceptedAt) {
    this.method = method.toUpperCase(Locale.ROOT);
    this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.headers.putAll(headers);
    this.body = body == null ? null : body.clone();
    this.acceptedAt = acceptedAt;
  }

  public String method() {
    return method;
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /// The bytes as sent, null if they could not be decoded.
  public byte @Nullable [] body() {
    return body;
  }

  public @Nullable Instant acceptedAt() {
    return acceptedAt;
  }
}
