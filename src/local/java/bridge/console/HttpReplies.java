package bridge.console;

import bridge.json.Json;
import bridge.json.JsonWriter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/// Answers to the page. Nothing of it may be framed, cached, or load anything from elsewhere.
public final class HttpReplies {
  private HttpReplies() {}

  public static void json(HttpExchange exchange, int status, Json body) throws IOException {
    bytes(exchange, status, "application/json", JsonWriter.utf8(body));
  }

  public static void message(HttpExchange exchange, int status, String text) throws IOException {
    json(exchange, status, new JsonBuilder().put("message", text).json());
  }

  public static void bytes(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    headers(exchange, type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static void headers(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }
}
