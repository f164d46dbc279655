package bridge.emulator;

import bridge.console.EventLog;
import bridge.console.ExecutionScope;
import bridge.console.WebhookRequestRecord;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// An emulator of API Gateway's HTTP API: payload format 2.0 to the ingest function and back.
public final class ApiGatewayEmulator {
  /// The response header of API Gateway's own number of a request.
  public static final String REQUEST_ID = "apigw-requestid";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final RequestStreamHandler ingest;
  private final Consumer<String> lines;
  private final EventLog eventLog;

  /// @param lines takes one line per request
  /// @param eventLog records each request and its response
  public ApiGatewayEmulator(
      RequestStreamHandler ingest, Consumer<String> lines, EventLog eventLog) {
    this.ingest = ingest;
    this.lines = lines;
    this.eventLog = eventLog;
  }

  public void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    WebhookRequestRecord request = eventLog.beginRequest(body.length);
    ExecutionScope.runIn(
        request,
        () ->
            ingest.handleRequest(
                new ByteArrayInputStream(toEvent(exchange, body)),
                answer,
                new LocalLambdaContext("ingest", TIMEOUT)));
    try {
      Json.Obj response = (Json.Obj) new JsonReader(10).read(answer.toByteArray());
      String text = response.get("body") instanceof Json.Text(String value) ? value : "";
      int status =
          response.get("statusCode") instanceof Json.Num(String lexeme)
              ? Integer.parseInt(lexeme)
              : 500;
      if (response.get("headers") instanceof Json.Obj(Map<String, Json> headers)) {
        headers.forEach(
            (name, value) -> {
              if (value instanceof Json.Text(String header)) {
                exchange.getResponseHeaders().set(name, header);
              }
            });
      }
      exchange.getResponseHeaders().set(REQUEST_ID, Long.toString(request.number()));
      eventLog.recordResponse(request, status, text, body);
      lines.accept("webhook   " + body.length + " bytes, responded " + status + " " + text);
      LoopbackServer.respond(exchange, status, "application/json", text);
    } catch (JsonException _) {
      LoopbackServer.respond(
          exchange, 502, "application/json", "{\"message\":\"no Lambda answer\"}");
    }
  }

  private static byte[] toEvent(HttpExchange exchange, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return ApiGatewayEventJson.toEvent(exchange.getRequestMethod(), headers, body);
  }
}
