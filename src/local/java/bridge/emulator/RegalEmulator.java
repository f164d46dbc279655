package bridge.emulator;

import bridge.console.RegalExchange;
import bridge.console.SameOriginCheck;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// An emulator of Regal's events API: keeps every POST, responds as the script says, else 200 to
/// the right key and 401 to any other.
public final class RegalEmulator implements AutoCloseable {
  public static final String KEY = "local-regal-key";

  private static final String JSON = "application/json";
  private final LoopbackServer front;
  private final RegalScript script = new RegalScript();
  private final List<Received> received = new ArrayList<>();
  private final Consumer<RegalExchange> watcher;
  private volatile String key = KEY;

  /// One POST as it came.
  ///
  /// @param status what was answered, 0 where the connection was cut instead
  public record Received(Instant at, Map<String, String> headers, String body, int status) {}

  public RegalEmulator(InetAddress address, int port) throws IOException {
    this(address, port, _ -> {});
  }

  /// @param watcher receives each POST
  public RegalEmulator(InetAddress address, int port, Consumer<RegalExchange> watcher)
      throws IOException {
    this.watcher = watcher;
    this.front = new LoopbackServer(address, port, this::handle);
  }

  public int port() {
    return front.port();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/events";
  }

  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  /// The only key that it takes from now on.
  public void key(String next) {
    key = next;
  }

  /// What is left of the script.
  public List<RegalScript.Entry> script() {
    return script.remaining();
  }

  /// Replaces what is left of the script.
  public void script(List<RegalScript.Entry> entries) {
    script.replace(entries);
  }

  @Override
  public void close() {
    front.close();
  }

  /// Serves the emulator's own paths and Regal's.
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/regal/") && SameOriginCheck.refuse(exchange)) {
      return;
    }
    switch (exchange.getRequestMethod() + " " + path) {
      case "POST /events" -> post(exchange);
      case "GET /regal/requests" ->
          LoopbackServer.respond(exchange, 200, "application/jsonl", requests());
      case "POST /regal/script" -> script(exchange);
      case "POST /regal/key" -> key(exchange);
      case "GET /health" -> LoopbackServer.respond(exchange, 200, JSON, "{\"status\":\"ok\"}");
      default -> LoopbackServer.respond(exchange, 404, JSON, message("no such path"));
    }
  }

  private void post(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    RegalScript.Entry entry = script.next(body);
    int status = entry == null ? statusFor(exchange, body) : entry.status();
    boolean isCut = entry != null && entry.isCut();
    Received now = new Received(Instant.now(), headers(exchange), body, isCut ? 0 : status);
    synchronized (this) {
      received.add(now);
    }
    String response = message(status < 300 ? "ok" : "status " + status);
    RegalExchange regalExchange =
        new RegalExchange(now.at(), now.headers(), body, status, response, isCut);
    watcher.accept(regalExchange);
    if (entry != null) {
      pause(entry.delayMs());
    }
    regalExchange.end(Duration.between(now.at(), Instant.now()));
    if (isCut) {
      exchange.close();
    } else {
      LoopbackServer.respond(exchange, status, JSON, response);
    }
  }

  private int statusFor(HttpExchange exchange, String body) {
    if (!key.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return 401;
    }
    try {
      return new JsonReader(200).read(body) instanceof Json.Obj ? 200 : 400;
    } catch (JsonException _) {
      return 400;
    }
  }

  private void script(HttpExchange exchange) throws IOException {
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      List<RegalScript.Entry> entries = RegalScript.read(new String(body, StandardCharsets.UTF_8));
      script.replace(entries);
      LoopbackServer.respond(exchange, 200, JSON, "{\"entries\":" + entries.size() + "}");
    } catch (JsonException e) {
      LoopbackServer.respond(exchange, 400, JSON, message(String.valueOf(e.getMessage())));
    }
  }

  /// The body is the key that is right from now on, as plain text.
  private void key(HttpExchange exchange) throws IOException {
    key = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
    LoopbackServer.respond(exchange, 200, JSON, message("the key is changed"));
  }

  private String requests() {
    StringBuilder lines = new StringBuilder();
    for (Received each : received()) {
      Map<String, Json> headers = new LinkedHashMap<>();
      each.headers().forEach((name, value) -> headers.put(name, new Json.Text(value)));
      Map<String, Json> line = new LinkedHashMap<>();
      line.put("at", new Json.Text(each.at().toString()));
      line.put("status", new Json.Num(Integer.toString(each.status())));
      line.put("headers", new Json.Obj(headers));
      line.put("body", body(each.body()));
      lines.append(JsonWriter.text(new Json.Obj(line))).append('\n');
    }
    return lines.toString();
  }

  private static Json body(String body) {
    try {
      return new JsonReader(200).read(body);
    } catch (JsonException _) {
      return new Json.Text(body);
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              String key = name.toLowerCase(Locale.ROOT);
              headers.put(key, key.equals("authorization") ? "***" : String.join(",", values));
            });
    return headers;
  }

  private static String message(String text) {
    return JsonWriter.text(new Json.Obj(Map.of("message", new Json.Text(text))));
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
