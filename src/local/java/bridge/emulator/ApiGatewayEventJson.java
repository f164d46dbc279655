package bridge.emulator;

import bridge.json.Json;
import bridge.json.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A webhook request in the shape that API Gateway's HTTP API gives to a function (payload format
/// 2.0; API Gateway developer guide, http-api-develop-integrations-lambda).
public final class ApiGatewayEventJson {
  private ApiGatewayEventJson() {}

  /// A request to `/segment`, accepted now.
  ///
  /// @param headers by names in lower case
  public static byte[] toEvent(String method, Map<String, String> headers, byte[] body) {
    Map<String, Json> sent = new LinkedHashMap<>();
    headers.forEach((name, value) -> sent.put(name, new Json.Text(value)));
    Map<String, Json> http = new LinkedHashMap<>();
    http.put("method", new Json.Text(method));
    http.put("path", new Json.Text("/segment"));
    Map<String, Json> context = new LinkedHashMap<>();
    context.put("http", new Json.Obj(http));
    context.put("timeEpoch", new Json.Num(Long.toString(System.currentTimeMillis())));
    Map<String, Json> event = new LinkedHashMap<>();
    event.put("version", new Json.Text("2.0"));
    event.put("routeKey", new Json.Text("ANY /segment"));
    event.put("rawPath", new Json.Text("/segment"));
    event.put("headers", new Json.Obj(sent));
    event.put("requestContext", new Json.Obj(context));
    String text = isText(headers) ? utf8(body) : null;
    if (body.length > 0) {
      event.put(
          "body", new Json.Text(text == null ? Base64.getEncoder().encodeToString(body) : text));
    }
    event.put("isBase64Encoded", new Json.Bool(body.length > 0 && text == null));
    return JsonWriter.utf8(new Json.Obj(event));
  }

  /// API Gateway passes these as they are and everything else in Base64.
  private static boolean isText(Map<String, String> headers) {
    String type = headers.getOrDefault("content-type", "");
    return !headers.containsKey("content-encoding")
        && (type.startsWith("text/") || type.startsWith("application/json"));
  }

  private static @Nullable String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
