package bridge.emulator;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An emulator of Secrets Manager: speaks its JSON protocol to the real SDK, for GetSecretValue
/// alone.
public final class SecretsManagerEmulator implements AutoCloseable {
  private final Map<String, Json> secrets = new ConcurrentHashMap<>();
  private final LoopbackServer front;

  public SecretsManagerEmulator() throws IOException {
    this.front = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::handle);
  }

  public String url() {
    return "http://127.0.0.1:" + front.port();
  }

  public void put(String id, String value) {
    put(id, "SecretString", value);
  }

  /// Stores a secret as `put-secret-value --secret-binary` does.
  public void putBinary(String id, byte[] value) {
    put(id, "SecretBinary", Base64.getEncoder().encodeToString(value));
  }

  private void put(String id, String member, String value) {
    secrets.put(
        id, new Json.Obj(Map.of("Name", new Json.Text("local"), member, new Json.Text(value))));
  }

  @Override
  public void close() {
    front.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    Json answer = secrets.get(secretId(exchange));
    if (!"secretsmanager.GetSecretValue".equals(target) || answer == null) {
      LoopbackServer.respond(
          exchange,
          400,
          "application/x-amz-json-1.1",
          "{\"__type\":\"ResourceNotFoundException\",\"Message\":\"no such secret\"}");
      return;
    }
    LoopbackServer.respond(exchange, 200, "application/x-amz-json-1.1", JsonWriter.text(answer));
  }

  private static String secretId(HttpExchange exchange) throws IOException {
    try {
      return new JsonReader(4).read(exchange.getRequestBody().readAllBytes())
                  instanceof Json.Obj request
              && request.get("SecretId") instanceof Json.Text(String id)
          ? id
          : "";
    } catch (JsonException _) {
      return "";
    }
  }
}
