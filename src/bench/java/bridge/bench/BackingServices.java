package bridge.bench;

import bridge.command.CommandMain;
import bridge.emulator.LocalSecrets;
import bridge.emulator.LocalSqs;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the functions talk to, in a process of its own so that its work is not counted as theirs:
/// SQS by ElasticMQ, the Secrets Manager emulator, and the sink in Regal's place.
final class BackingServices implements AutoCloseable {
  static final String SECRET = "bench-segment-secret";
  static final String TOKEN = "bench-segment-token";

  /// Longer than any measurement, so that nothing is handed out twice.
  private static final int VISIBILITY_SECONDS = 600;

  private final ChildProcess process;
  private final Map<String, String> env;

  private BackingServices(ChildProcess process, Map<String, String> env) {
    this.process = process;
    this.env = Map.copyOf(env);
  }

  static BackingServices start() throws IOException {
    ChildProcess process =
        ChildProcess.ofMain(BackingServices.class, List.of("-Xmx1500m"), Map.of());
    try {
      Map<String, String> env = new HashMap<>();
      Json.Obj said = (Json.Obj) new JsonReader(3).read(process.line());
      said.members().forEach((name, value) -> env.put(name, ((Json.Text) value).value()));
      return new BackingServices(process, env);
    } catch (JsonException e) {
      throw new IllegalStateException("the surroundings said no JSON", e);
    }
  }

  /// What template.yaml sets for the functions, pointing here.
  Map<String, String> env() {
    return env;
  }

  SinkClient sink() {
    return new SinkClient(env.getOrDefault("SINK", ""));
  }

  LocalSqs sqs() {
    return new LocalSqs(env.getOrDefault("AWS_ENDPOINT_URL_SQS", ""));
  }

  @Override
  public void close() {
    process.close();
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          LocalSqs sqs = new LocalSqs(null);
          Map<String, String> env = new LinkedHashMap<>(sqs.env());
          LocalSecrets secrets =
              new LocalSecrets(
                  env,
                  null,
                  Map.of(
                      LocalSecrets.SIGNATURE,
                      "{\"current\":\"" + SECRET + "\"}",
                      LocalSecrets.TOKEN,
                      "{\"current\":\"" + TOKEN + "\"}",
                      LocalSecrets.REGAL_KEY,
                      "bench-regal-key"),
                  Set.of());
          RegalSink regalSink = new RegalSink();
          env.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint());
          env.put("EVENTS_QUEUE_URL", sqs.queue("events.fifo", VISIBILITY_SECONDS));
          env.put("BULK_QUEUE_URL", sqs.queue("bulk.fifo", VISIBILITY_SECONDS));
          env.put("DEAD_LETTER_QUEUE_URL", sqs.queue("dead-letter.fifo", VISIBILITY_SECONDS));
          env.put("SEGMENT_SECRET_ARN", LocalSecrets.SIGNATURE);
          env.put("SEGMENT_TOKEN_ARN", LocalSecrets.TOKEN);
          env.put("REGAL_SECRET_ARN", LocalSecrets.REGAL_KEY);
          env.put("REGAL_ENDPOINT", regalSink.url() + "/events");
          env.put("SINK", regalSink.url());
          env.put("STACK_NAME", "bench");
          sqs.warmUp();
          Map<String, Json> said = new LinkedHashMap<>();
          env.forEach((name, value) -> said.put(name, new Json.Text(value)));
          System.out.println(JsonWriter.text(new Json.Obj(said)));
          Thread.sleep(Long.MAX_VALUE);
          return 0;
        });
  }
}
