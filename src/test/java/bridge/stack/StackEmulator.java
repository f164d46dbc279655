package bridge.stack;

import bridge.emulator.LoopbackServer;
import bridge.fake.SeededPersonalData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An emulator of the AWS APIs that the doctor calls, for one stack: each service in the protocol
/// that the SDK speaks to it (query and XML, JSON, REST, CBOR).
public final class StackEmulator implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
  private static final Map<String, String> QUERY_SERVICES =
      Map.of("2010-05-15", "cloudformation", "2010-03-31", "sns", "2011-06-15", "sts");
  private static final Map<String, String> TARGETS =
      Map.of(
          "secretsmanager", "secretsmanager",
          "AmazonSQS", "sqs",
          "DynamoDB_20120810", "dynamodb",
          "Logs_20140328", "logs");

  public final StackState state = new StackState();

  /// What was called, as `sqs:GetQueueAttributes`.
  public final Set<String> actions = ConcurrentHashMap.newKeySet();

  /// Gets each action before it is answered.
  public Consumer<String> onAction = _ -> {};

  /// The headers that sign each request.
  public final List<String> credentials = new CopyOnWriteArrayList<>();

  /// What each call sent.
  public final List<String> requests = new CopyOnWriteArrayList<>();

  private final StackAnswers answers = new StackAnswers(state);
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final LoopbackServer front;

  private record Fault(int status, String code) {}

  public StackEmulator() {
    try {
      this.front = new LoopbackServer(InetAddress.getLoopbackAddress(), 0, this::handle);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + front.port());
  }

  /// Answers a call with an error from now on.
  ///
  /// @param action as `sqs:GetQueueAttributes`, or `*`
  public void fail(String action, int status, String code) {
    faults.put(action, new Fault(status, code));
  }

  /// Leaves a call without an answer until this is closed.
  public void hang(String action) {
    faults.put(action, new Fault(0, ""));
  }

  @Override
  public void close() {
    closed.countDown();
    front.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(new String(body, StandardCharsets.UTF_8));
    credentials.add(
        exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String path = exchange.getRequestURI().getPath();
    if (target != null) {
      String[] parts = target.split("\\.", 2);
      String action = TARGETS.get(parts[0]) + ":" + parts[1].replaceFirst("Batch$", "");
      URI service = parts[0].equals("AmazonSQS") ? state.sqs : null;
      service = parts[0].equals("DynamoDB_20120810") ? state.dynamoDb : service;
      if (service != null && !faults.containsKey(action)) {
        record(action);
        forward(exchange, service, target, body);
      } else {
        respondJson(exchange, action, () -> answers.json(action, JSON.readTree(body)));
      }
    } else if (path.contains("/operation/")) {
      String action = "cloudwatch:" + path.substring(path.lastIndexOf('/') + 1);
      respondCbor(exchange, action, CBOR.readTree(body));
    } else if (path.matches("/20\\d\\d-.*")) {
      String action = "lambda:" + lambdaAction(exchange.getRequestMethod(), path);
      respondJson(exchange, action, () -> answers.rest(action, path, body));
    } else {
      respondXml(exchange, form(new String(body, StandardCharsets.UTF_8)));
    }
  }

  private static String lambdaAction(String method, String path) {
    if (path.endsWith("/invocations")) {
      return "InvokeFunction";
    }
    return path.contains("account")
        ? "GetAccountSettings"
        : method.equals("PUT") ? "UpdateEventSourceMapping" : "GetEventSourceMapping";
  }

  private static void forward(HttpExchange exchange, URI service, String target, byte[] body)
      throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(service)
                  .header("X-Amz-Target", target)
                  .header("Content-Type", "application/x-amz-json-1.0")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
      exchange.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private interface Answer {
    String json() throws IOException;
  }

  private void respondJson(HttpExchange exchange, String action, Answer answer) throws IOException {
    Fault fault = faultOf(action);
    String json = fault == null ? answer.json() : "";
    if (fault == null && json.isEmpty()) {
      fault = new Fault(400, "ResourceNotFoundException");
    }
    if (fault != null) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", fault.code());
    }
    LoopbackServer.respond(
        exchange,
        fault == null ? 200 : fault.status(),
        "application/x-amz-json-1.1",
        fault == null ? json : errorJson(fault));
  }

  private void respondCbor(HttpExchange exchange, String action, JsonNode request)
      throws IOException {
    Fault fault = faultOf(action);
    String json = fault == null ? answers.cloudWatch(action, request) : errorJson(fault);
    byte[] bytes = CBOR.writeValueAsBytes(JSON.readTree(json));
    exchange.getResponseHeaders().set("content-type", "application/cbor");
    exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    exchange.sendResponseHeaders(fault == null ? 200 : fault.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void respondXml(HttpExchange exchange, Map<String, String> request) throws IOException {
    String action = QUERY_SERVICES.get(request.get("Version")) + ":" + request.get("Action");
    Fault fault = faultOf(action);
    if (fault == null
        && !StackState.NAME.equals(request.getOrDefault("StackName", StackState.NAME))) {
      fault = new Fault(400, "ValidationError");
    }
    LoopbackServer.respond(
        exchange,
        fault == null ? 200 : fault.status(),
        "text/xml",
        fault == null
            ? answers.xml(action, request)
            : "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>1</RequestId></ErrorResponse>"
                .formatted(fault.code(), SeededPersonalData.MAIL));
  }

  private void record(String action) {
    actions.add(action);
    onAction.accept(action);
  }

  /// Null where the call is answered. Waits where it hangs.
  private @Nullable Fault faultOf(String action) {
    record(action);
    Fault fault = faults.getOrDefault(action, faults.get("*"));
    if (fault != null && fault.status() == 0) {
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    return fault;
  }

  private static String errorJson(Fault fault) {
    return "{\"__type\":\"com.amazonaws#%s\",\"message\":\"%s may not\"}"
        .formatted(fault.code(), SeededPersonalData.MAIL);
  }
}
