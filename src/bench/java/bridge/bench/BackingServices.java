package bridge.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import bridge.command.CommandMain;
import bridge.emulator.DynamoDbEmulator;
import bridge.emulator.LocalSecrets;
import bridge.emulator.LocalSqs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the functions talk to: SQS by ElasticMQ and the emulators of DynamoDB and Secrets Manager
/// in a process of their own, so that their work is not counted as the functions' or the bench's,
/// and the sink in Regal's place.
final class BackingServices implements AutoCloseable {
  static final String SECRET = "bench-segment-secret";
  static final String STATE_TABLE = "STATE_TABLE";
  static final String TOKEN = "bench-segment-token";

  /// Longer than any measurement, so that nothing is received twice.
  private static final int VISIBILITY_SECONDS = 600;

  private final RegalSink sink = new RegalSink();
  private final ChildProcess aws = ChildProcess.ofMain(BackingServices.class, List.of("-Xmx1500m"));
  private final Map<String, String> env = new HashMap<>();

  BackingServices() throws IOException {
    for (String line = aws.line(); !line.isEmpty(); line = aws.line()) {
      int end = line.indexOf('=');
      env.put(line.substring(0, end), line.substring(end + 1));
    }
    env.put("REGAL_ENDPOINT", sink.url());
  }

  /// What template.yaml sets for the functions, pointing here.
  Map<String, String> env() {
    return Map.copyOf(env);
  }

  RegalSink sink() {
    return sink;
  }

  /// What was asked of the state table so far.
  ///
  /// @param millis that each of its calls waits from now on
  TableUse table(int millis) throws IOException {
    return Results.JSON.readValue(aws.ask(Integer.toString(millis)), TableUse.class);
  }

  @Override
  public void close() throws IOException {
    aws.close();
    sink.close();
  }

  public static void main(String[] args) {
    CommandMain.run(
        () -> {
          LocalSqs sqs = new LocalSqs(null);
          Map<String, String> env = new HashMap<>(sqs.env());
          Map<String, String> secrets =
              Map.of(
                  LocalSecrets.SIGNATURE, "{\"current\":\"" + SECRET + "\"}",
                  LocalSecrets.TOKEN, "{\"current\":\"" + TOKEN + "\"}",
                  LocalSecrets.REGAL_KEY, "bench-regal-key");
          env.put(
              "AWS_ENDPOINT_URL_SECRETS_MANAGER",
              new LocalSecrets(env, null, secrets, Set.of()).endpoint());
          env.put("EVENTS_QUEUE_URL", sqs.queue("events.fifo", VISIBILITY_SECONDS));
          env.put("BULK_QUEUE_URL", sqs.queue("bulk.fifo", VISIBILITY_SECONDS));
          env.put("DEAD_LETTER_QUEUE_URL", sqs.queue("dead-letter.fifo", VISIBILITY_SECONDS));
          env.put("SEGMENT_SECRET_ARN", LocalSecrets.SIGNATURE);
          env.put("SEGMENT_TOKEN_ARN", LocalSecrets.TOKEN);
          env.put("REGAL_SECRET_ARN", LocalSecrets.REGAL_KEY);
          TableMeter meter = new TableMeter();
          env.put("AWS_ENDPOINT_URL_DYNAMODB", new DynamoDbEmulator(meter).url());
          env.put(STATE_TABLE, DynamoDbEmulator.NAME);
          env.put("STACK_NAME", "bench");
          sqs.warmUp();
          env.forEach((name, value) -> System.out.println(name + "=" + value));
          System.out.println();
          var questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
          for (String millis = questions.readLine();
              millis != null;
              millis = questions.readLine()) {
            meter.delay(Integer.parseInt(millis));
            System.out.println(Results.JSON.writeValueAsString(meter.use()));
          }
          return 0;
        });
  }
}
