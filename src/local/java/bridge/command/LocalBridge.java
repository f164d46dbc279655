package bridge.command;

import bridge.console.Console;
import bridge.console.ConsoleActions;
import bridge.console.EventLog;
import bridge.console.ExecutionScope;
import bridge.console.SameOriginCheck;
import bridge.console.SqsTap;
import bridge.emulator.ApiGatewayEmulator;
import bridge.emulator.DynamoDbEmulator;
import bridge.emulator.EventSourceMapping;
import bridge.emulator.LocalSecrets;
import bridge.emulator.LocalSqs;
import bridge.emulator.LoopbackServer;
import bridge.emulator.RegalEmulator;
import bridge.function.DispatchFunction;
import bridge.function.IngestFunction;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.translate.Translator;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `exec:exec@local`: the whole bridge in one process: the deployed handlers, SQS by ElasticMQ, an
/// event source mapping, and emulators of API Gateway, Secrets Manager, DynamoDB and Regal.
final class LocalBridge implements AutoCloseable {
  static final String EVENTS = "events.fifo";
  static final String BULK = "bulk.fifo";
  static final String DEAD_LETTERS = "dead-letter.fifo";

  private static final int MAX_CONCURRENCY = 10;
  private static final int BULK_CONCURRENCY = 2;
  private static final String BULK_REQUESTS_PER_SECOND = "50";

  /// The lines of this process's functions.
  private static final RecentLogLines RECENT = new RecentLogLines();

  private final LocalSqs sqs;
  private final LocalSecrets secrets;
  private final @Nullable RegalEmulator regal;
  private final DynamoDbEmulator table;
  private final EventSourceMapping eventSourceMapping;
  private final EventSourceMapping bulkSource;
  private final LoopbackServer front;
  private final String eventsUrl;
  private final String bulkUrl;
  private final String deadLettersUrl;

  LocalBridge(LocalBridgeSetup setup, Consumer<String> lines) throws IOException {
    this(setup, lines, eventLog(setup));
  }

  /// @param eventLog records everything that happens; the console shows it
  LocalBridge(LocalBridgeSetup setup, Consumer<String> lines, EventLog eventLog)
      throws IOException {
    this.front = new LoopbackServer(InetAddress.getLoopbackAddress(), setup.port());
    this.sqs = new LocalSqs(setup.awsEndpoint());
    Map<String, String> env = new HashMap<>(sqs.env());
    // The key of a Regal that stands elsewhere is not this process's to set: it may be rotated.
    Set<String> kept = setup.regalUrl() == null ? Set.of() : Set.of(LocalSecrets.REGAL_KEY);
    this.secrets = new LocalSecrets(env, setup.awsEndpoint(), secrets(setup), kept);
    this.regal =
        setup.regalUrl() == null
            ? new RegalEmulator(InetAddress.getLoopbackAddress(), 0, eventLog::recordPost)
            : null;
    this.eventsUrl = sqs.queue(EVENTS, setup.visibilitySeconds());
    this.bulkUrl = sqs.queue(BULK, setup.visibilitySeconds());
    this.deadLettersUrl = sqs.queue(DEAD_LETTERS, setup.visibilitySeconds());
    env.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint());
    env.put("EVENTS_QUEUE_URL", eventsUrl);
    env.put("BULK_QUEUE_URL", bulkUrl);
    env.put("DEAD_LETTER_QUEUE_URL", deadLettersUrl);
    env.put("SEGMENT_SECRET_ARN", LocalSecrets.SIGNATURE);
    env.put("SEGMENT_TOKEN_ARN", LocalSecrets.TOKEN);
    env.put("REGAL_SECRET_ARN", LocalSecrets.REGAL_KEY);
    env.put("REGAL_ENDPOINT", regal == null ? setup.regalUrl() : regal.url());
    env.put("STACK_NAME", "local");
    env.putAll(MappingOptions.env(setup.mapping()));
    this.table = new DynamoDbEmulator();
    if (CommandOption.isTrue("state.table", true)) {
      env.put("STATE_TABLE", DynamoDbEmulator.NAME);
      env.put("AWS_ENDPOINT_URL_DYNAMODB", table.url());
    }
    if (setup.awsEndpoint() == null) {
      sqs.warmUp();
    }
    SqsTap.watch(eventLog, deadLettersUrl, eventsUrl, bulkUrl);
    Duration timeout = EventSourceMapping.timeout(setup.visibilitySeconds());
    this.eventSourceMapping =
        new EventSourceMapping(
            sqs.client(),
            eventsUrl,
            MAX_CONCURRENCY,
            timeout,
            () -> new DispatchFunction(env),
            eventLog);
    Map<String, String> bulk = new HashMap<>(env);
    bulk.put("EVENTS_QUEUE_URL", bulkUrl);
    bulk.put("REGAL_REQUESTS_PER_SECOND", BULK_REQUESTS_PER_SECOND);
    bulk.put("DISPATCHER_MAX_CONCURRENCY", Integer.toString(BULK_CONCURRENCY));
    this.bulkSource =
        new EventSourceMapping(
            sqs.client(),
            bulkUrl,
            BULK_CONCURRENCY,
            timeout,
            () -> new DispatchFunction(bulk),
            eventLog);
    ApiGatewayEmulator apiGatewayEmulator =
        new ApiGatewayEmulator(new IngestFunction(env), lines, eventLog);
    Console console =
        new Console(
            eventLog,
            new LocalConsoleActions(this, env, setup.secret(), setup.token()),
            new Translator(setup.mapping()));
    front.serve(exchange -> route(exchange, apiGatewayEmulator, console));
    eventSourceMapping.start();
    bulkSource.start();
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          LocalBridgeSetup setup = LocalBridgeSetup.ofOptions();
          EventLog eventLog = eventLog(setup);
          Consumer<String> lines =
              line ->
                  System.out.println(
                      LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS)
                          + " "
                          + line);
          FunctionOutput.install(
              line -> eventLog.recordMetrics(line, ExecutionScope.current()),
              new LogLineSummary(lines.andThen(RECENT::add), eventLog));
          LocalBridge bridge = new LocalBridge(setup, lines, eventLog);
          Runtime.getRuntime().addShutdownHook(new Thread(bridge::close));
          System.out.println(bridge.welcome(setup));
          Thread.sleep(Long.MAX_VALUE);
          return 0;
        });
  }

  int port() {
    return front.port();
  }

  /// The emulator of this process.
  RegalEmulator regal() {
    if (regal == null) {
      throw new IllegalStateException("Regal is elsewhere");
    }
    return regal;
  }

  boolean hasRegal() {
    return regal != null;
  }

  LocalSecrets secrets() {
    return secrets;
  }

  /// Kills every invocation of dispatch that runs.
  int kill() {
    return eventSourceMapping.kill() + bulkSource.kill();
  }

  ConsoleActions.Depths depths() {
    LocalSqs.Count events = sqs.count(eventsUrl);
    LocalSqs.Count bulk = sqs.count(bulkUrl);
    return new ConsoleActions.Depths(
        events.visible() + bulk.visible(),
        events.hidden() + bulk.hidden(),
        sqs.depth(deadLettersUrl));
  }

  /// Of the emulator of the state table.
  String tableUrl() {
    return table.url();
  }

  LocalSqs sqs() {
    return sqs;
  }

  /// How many messages the events and bulk queues hold, those in flight included.
  int pending() {
    return sqs.depth(eventsUrl) + sqs.depth(bulkUrl);
  }

  String deadLettersUrl() {
    return deadLettersUrl;
  }

  @Override
  public void close() {
    front.close();
    SqsTap.unwatch(eventsUrl, bulkUrl, deadLettersUrl);
    eventSourceMapping.close();
    bulkSource.close();
    table.close();
    if (regal != null) {
      regal.close();
    }
    secrets.close();
    sqs.close();
  }

  private void route(HttpExchange exchange, ApiGatewayEmulator apiGatewayEmulator, Console console)
      throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/segment")) {
      apiGatewayEmulator.handle(exchange);
    } else if (path.equals("/health")) {
      LoopbackServer.respond(exchange, 200, "application/json", "{\"status\":\"ok\"}");
    } else if (!SameOriginCheck.refuse(exchange)) {
      inspect(exchange, path, console);
    }
  }

  /// The paths that show or script something.
  private void inspect(HttpExchange exchange, String path, Console console) throws IOException {
    if (Console.has(path)) {
      console.handle(exchange);
    } else if (path.equals("/outcomes")) {
      String text = String.valueOf(exchange.getRequestURI().getQuery());
      LoopbackServer.respond(exchange, 200, "text/plain", RECENT.containing(text));
    } else if (path.startsWith("/regal/") && regal != null) {
      regal.handle(exchange);
    } else {
      LoopbackServer.respond(
          exchange,
          404,
          "application/json",
          "{\"message\":\"Here are /, /segment, /health, /regal/requests and /regal/script; with"
              + " -Dregal.url the last two are at that emulator.\"}");
    }
  }

  private String welcome(LocalBridgeSetup setup) {
    String url = "http://localhost:" + port();
    return """
    The console is at %s/
    The bridge listens at %s/segment
      X-Signature is the hex HMAC-SHA1 of the event with the secret   %s
      X-Bridge-Token, for arrays                                     %s
      what Regal received: curl %s/regal/requests
      Regal's next responses: curl -d '[{"status":503,"times":3}]' %s/regal/script
      mapping settings: %s
    Try: curl -H 'X-Bridge-Token: %s' -H 'content-type: application/json' -d @events/identify.json %s/segment
    """
        .formatted(
            url,
            url,
            setup.secret(),
            setup.token(),
            url,
            url,
            MappingOptions.describe(setup.mapping()),
            setup.token(),
            url);
  }

  private static Map<String, String> secrets(LocalBridgeSetup setup) {
    return Map.of(
        LocalSecrets.SIGNATURE, current(setup.secret()),
        LocalSecrets.TOKEN, current(setup.token()),
        LocalSecrets.REGAL_KEY, RegalEmulator.KEY);
  }

  private static EventLog eventLog(LocalBridgeSetup setup) {
    return new EventLog(
        InstantSource.system(),
        Duration.ofSeconds(setup.visibilitySeconds()),
        new Translator(setup.mapping()));
  }

  private static String current(String secret) {
    return JsonWriter.text(new Json.Obj(Map.of("current", new Json.Text(secret))));
  }
}
