package bridge.function;

import bridge.aws.AwsClients;
import bridge.aws.PowertoolsSecret;
import bridge.aws.RehearsalHttp;
import bridge.aws.SqsFifoQueue;
import bridge.ingest.Answer;
import bridge.ingest.Ingest;
import bridge.json.JsonException;
import bridge.machine.Machine;
import bridge.machine.RealMachine;
import bridge.report.Metric;
import bridge.report.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/// Lambda's hook before the snapshot from which every environment starts: one made-up request goes
/// the whole way, from API Gateway's event to SQS's answer, through parts of its own. Nothing is
/// sent, nothing of the running function is touched: no secret, random value or time gets into the
/// snapshot. Whatever fails costs milliseconds later, never the deployment.
///
/// AWS holds hooks weakly: keep it in a field.
final class Priming implements Resource {
  /// Signed with the secret `rehearsal`.
  private static final String EVENT =
      """
      {"version":"2.0","requestContext":{"http":{"method":"POST"}},"isBase64Encoded":false,\
      "headers":{"content-type":"application/json","user-agent":"Segment (Actions)",\
      "x-signature":"7556e3d7c4cdd8337bd542e36ed6ea52b6e01399","x-bridge-token":"rehearsal"},\
      "body":"{\\"type\\":\\"identify\\",\\"userId\\":\\"rehearsal\\",\\"context\\":{},\\"traits\\":{\\"a\\":[1,true,null]}}"}
      """;

  private static final String SECRET = "{\"SecretString\":\"{\\\"current\\\":\\\"rehearsal\\\"}\"}";

  /// The SDK holds SQS's digests to the body and the attribute `receivedAt`.
  private static final String SENT =
      "{\"Successful\":[{\"Id\":\"0\",\"MessageId\":\"0\",\"SequenceNumber\":\"0\","
          + "\"MD5OfMessageBody\":\"a9212233a1392d90077e7ce17d9bfb85\","
          + "\"MD5OfMessageAttributes\":\"21483984c31fc1670f7914395a7ecb71\"}],\"Failed\":[]}";

  private static final Map<String, String> ENV =
      Map.of("AWS_ACCESS_KEY_ID", "rehearsal", "AWS_SECRET_ACCESS_KEY", "rehearsal");

  private static final Instant START = Instant.ofEpochMilli(1_767_225_600_000L);

  private final PowertoolsReport report;

  private Priming(PowertoolsReport report) {
    this.report = report;
  }

  static Priming registered(PowertoolsReport report) {
    Priming priming = new Priming(report);
    Core.getGlobalContext().register(priming);
    return priming;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      Answer answer = rehearsed();
      SSLContext.getDefault(); // reads the trusted certificates, which takes longest
      report.primed(answer.status());
    } catch (Throwable e) {
      report.warn("priming", Map.of("cause", e.getClass().getName()));
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}

  /// What the made-up request is answered.
  static Answer rehearsed() throws JsonException, InterruptedException {
    AwsClients clients = new AwsClients(ENV, new RehearsalHttp(SECRET, SENT));
    SecretsProvider secrets =
        SecretsProvider.builder().withClient(clients.secretsManager()).build();
    try (SqsClient sqs = clients.sqs()) {
      SqsFifoQueue queue = new SqsFifoQueue(sqs, "https://rehearsal.invalid/queue.fifo");
      Ingest ingest =
          new Ingest(
              new RehearsalClock(),
              new PowertoolsSecret(secrets, "signature"),
              new PowertoolsSecret(secrets, "token"),
              queue,
              queue,
              new Unheard());
      Answer answer = ingest.answer(HttpApiEvent.request(EVENT.getBytes(StandardCharsets.UTF_8)));
      HttpApiEvent.answer(answer);
      return answer;
    }
  }

  /// Begins at a fixed time and goes on by a tenth of a second whenever it is looked at, so that a
  /// rehearsal that fails still ends.
  private static final class RehearsalClock implements Machine {
    private final RealMachine real = new RealMachine();
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public Instant now() {
      return START.plusMillis(100L * looks.getAndIncrement());
    }

    @Override
    public long nanoTime() {
      return 100_000_000L * looks.getAndIncrement();
    }

    @Override
    public void sleep(Duration duration) {}

    @Override
    public <T> List<T> sideBySide(List<? extends Callable<T>> tasks)
        throws InterruptedException, ExecutionException {
      return real.sideBySide(tasks);
    }

    @Override
    public double random() {
      return 0;
    }
  }

  /// A rehearsal counts for nothing.
  private static final class Unheard implements Report {
    @Override
    public void add(Metric metric, double value) {}

    @Override
    public void add(Metric metric, String reason, double value) {}

    @Override
    public void line(String what, Map<String, String> fields) {}

    @Override
    public void warn(String what, Map<String, String> fields) {}
  }
}
