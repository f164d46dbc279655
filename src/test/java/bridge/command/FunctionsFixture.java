package bridge.command;

import bridge.emulator.ApiGatewayEventJson;
import bridge.emulator.DynamoDbEmulator;
import bridge.emulator.LocalLambdaContext;
import bridge.emulator.LocalSecrets;
import bridge.emulator.LocalSqs;
import bridge.emulator.RegalEmulator;
import bridge.emulator.SecretsManagerEmulator;
import bridge.emulator.SqsEventJson;
import bridge.function.DispatchFunction;
import bridge.function.IngestFunction;
import bridge.function.RedriveFunction;
import bridge.json.Json;
import bridge.json.JsonReader;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The deployed functions as Lambda invokes them, with emulators of all that they call. They are
/// only ever invoked by hand: nothing polls.
final class FunctionsFixture implements AutoCloseable {
  final RegalEmulator regal = new RegalEmulator(InetAddress.getLoopbackAddress(), 0);
  final SecretsManagerEmulator secrets = new SecretsManagerEmulator();
  final LocalSqs sqs = new LocalSqs(null);
  private final Map<String, String> env = new HashMap<>(sqs.env());
  private final Map<String, Json.Obj> written = new ConcurrentHashMap<>();
  private final DynamoDbEmulator table = new DynamoDbEmulator(this::keepWrite);
  private final RequestStreamHandler ingest;
  private RequestStreamHandler dispatch;
  private final RequestStreamHandler redrive;

  FunctionsFixture(String secret, String token) throws IOException {
    this(secret, token, Map.of());
  }

  /// @param more what the functions' environment holds besides, or instead
  FunctionsFixture(String secret, String token, Map<String, String> more) throws IOException {
    secrets.put(LocalSecrets.SIGNATURE, "{\"current\":\"" + secret + "\"}");
    secrets.put(LocalSecrets.TOKEN, "{\"current\":\"" + token + "\"}");
    secrets.put(LocalSecrets.REGAL_KEY, RegalEmulator.KEY);
    env.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.url());
    env.put("EVENTS_QUEUE_URL", sqs.queue(LocalBridge.EVENTS, 360));
    env.put("BULK_QUEUE_URL", sqs.queue(LocalBridge.BULK, 360));
    env.put("DEAD_LETTER_QUEUE_URL", sqs.queue(LocalBridge.DEAD_LETTERS, 360));
    env.put("SEGMENT_SECRET_ARN", LocalSecrets.SIGNATURE);
    env.put("SEGMENT_TOKEN_ARN", LocalSecrets.TOKEN);
    env.put("REGAL_SECRET_ARN", LocalSecrets.REGAL_KEY);
    env.put("REGAL_ENDPOINT", regal.url());
    env.put("STACK_NAME", "test");
    env.put("STATE_TABLE", DynamoDbEmulator.NAME);
    env.put("AWS_ENDPOINT_URL_DYNAMODB", table.url());
    env.putAll(more);
    this.ingest = new IngestFunction(env);
    this.dispatch = new DispatchFunction(env);
    this.redrive = new RedriveFunction(env);
  }

  RequestStreamHandler ingest() {
    return ingest;
  }

  /// Dispatch in a new environment, which knows nothing of what the last one learnt.
  void restartDispatch() {
    dispatch = new DispatchFunction(env);
  }

  /// What the webhook answers, as `status body`.
  String post(String body, Map<String, String> headers) throws Exception {
    Map<String, String> sent = new HashMap<>(headers);
    sent.put("content-type", "application/json");
    return invokeIngest(
        ApiGatewayEventJson.toEvent("POST", sent, body.getBytes(StandardCharsets.UTF_8)));
  }

  /// What ingest answers to an event of API Gateway's, as `status body`.
  String invokeIngest(byte[] event) throws Exception {
    Json.Obj response = (Json.Obj) new JsonReader(8).read(invoke(ingest, event, 10));
    return response.get("statusCode") instanceof Json.Num(String status)
            && response.get("body") instanceof Json.Text(String text)
        ? status + " " + text
        : "";
  }

  /// What dispatch answers for a batch of these events, each of the person of the same position.
  String dispatch(List<String> people, List<String> events) throws Exception {
    return dispatch(SqsEventJson.toEvent(events, people));
  }

  String dispatch(byte[] batch) throws Exception {
    return dispatch(batch, 60);
  }

  /// @param seconds that are left to the invocation
  String dispatch(byte[] batch, int seconds) throws Exception {
    return new String(invoke(dispatch, batch, seconds), StandardCharsets.UTF_8);
  }

  String redrive(String request) throws Exception {
    return redrive(request, 60);
  }

  String redrive(String request, int seconds) throws Exception {
    byte[] event = request.getBytes(StandardCharsets.UTF_8);
    return new String(invoke(redrive, event, seconds), StandardCharsets.UTF_8);
  }

  /// The URL of one of the functions' queues.
  String queue(String setting) {
    return env.getOrDefault(setting, "");
  }

  /// The last row of this sort key that PutItem wrote, in DynamoDB's JSON.
  Json.Obj written(String sort) {
    return written.getOrDefault(sort, new Json.Obj(Map.of()));
  }

  private void keepWrite(String call, Json.Obj request) {
    if (call.equals("PutItem")
        && request.get("Item") instanceof Json.Obj item
        && item.get("s") instanceof Json.Obj sort
        && sort.get("S") instanceof Json.Text(String text)) {
      written.put(text, item);
    }
  }

  private static byte[] invoke(RequestStreamHandler function, byte[] event, int seconds)
      throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event),
        response,
        new LocalLambdaContext("test", Duration.ofSeconds(seconds)));
    return response.toByteArray();
  }

  /// The state table is unavailable from now on.
  void closeTable() {
    table.close();
  }

  @Override
  public void close() {
    table.close();
    regal.close();
    secrets.close();
    sqs.close();
  }
}
