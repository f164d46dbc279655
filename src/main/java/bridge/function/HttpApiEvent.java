package bridge.function;

import bridge.ingest.WebhookRequest;
import bridge.ingest.WebhookResponse;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// API Gateway's HTTP API event and response, payload format 2.0.
final class HttpApiEvent {
  private static final JsonReader JSON = new JsonReader(100);

  private HttpApiEvent() {}

  static WebhookRequest toRequest(byte[] event) throws JsonException {
    if (!(JSON.read(event) instanceof Json.Obj root)) {
      throw new JsonException("the event is not an object");
    }
    Json.Obj context = object(root.get("requestContext"));
    Map<String, String> headers = new LinkedHashMap<>();
    object(root.get("headers"))
        .members()
        .forEach(
            (name, value) -> {
              String text = text(value);
              if (text != null) {
                headers.merge(name.toLowerCase(Locale.ROOT), text, (a, b) -> a + "," + b);
              }
            });
    String method = text(object(context.get("http")).get("method"));
    return new WebhookRequest(
        method == null ? "" : method,
        headers,
        readBody(root),
        acceptedAt(context.get("timeEpoch")));
  }

  static byte[] toResponse(WebhookResponse response) {
    Map<String, Json> headers = new LinkedHashMap<>();
    headers.put("content-type", new Json.Text("application/json"));
    if (response.status() == 405) {
      headers.put("allow", new Json.Text("POST, PUT, PATCH"));
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("statusCode", new Json.Num(Integer.toString(response.status())));
    members.put("headers", new Json.Obj(headers));
    members.put("body", new Json.Text(response.body()));
    members.put("isBase64Encoded", new Json.Bool(false));
    return JsonWriter.utf8(new Json.Obj(members));
  }

  private static byte @Nullable [] readBody(Json.Obj root) {
    String body = text(root.get("body"));
    if (body == null) {
      return new byte[0];
    }
    if (!new Json.Bool(true).equals(root.get("isBase64Encoded"))) {
      return body.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(body);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable Instant acceptedAt(@Nullable Json timeEpoch) {
    try {
      return timeEpoch instanceof Json.Num(String lexeme)
          ? Instant.ofEpochMilli(Long.parseLong(lexeme))
          : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static Json.Obj object(@Nullable Json value) {
    return value instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static @Nullable String text(@Nullable Json value) {
    return value instanceof Json.Text(String text) ? text : null;
  }
}
