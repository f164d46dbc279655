package bridge.function;

import bridge.aws.AwsClients;
import bridge.aws.PowertoolsSecret;
import bridge.aws.SqsFifoQueue;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.ingest.WebhookResponse;
import bridge.json.JsonException;
import bridge.platform.SystemPlatform;
import bridge.telemetry.NoTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/// Made-up requests for priming, from API Gateway's event to SQS's response, through instances of
/// their own. Nothing leaves the environment, and no secret, random value or time of the running
/// function gets into a snapshot.
final class PrimingRequests implements AutoCloseable {
  private static final String REQUEST =
      """
      {"version":"2.0","requestContext":{"http":{"method":"POST"}},"isBase64Encoded":false,\
      "headers":{"content-type":"application/json","user-agent":"Segment (Actions)",\
      "x-signature":"38d1420f73a722f965ba493e4ec04b615fae528b","x-bridge-token":"rehearsal-of-a-secret"},\
      "body":"BODY"}
      """;

  /// Signed with the secret `rehearsal-of-a-secret`.
  private static final String EVENT =
      "{\"type\":\"identify\",\"userId\":\"rehearsal\",\"context\":{},\"traits\":{\"a\":[1,true,null]}}";

  private static final String SECRET =
      "{\"SecretString\":\"{\\\"current\\\":\\\"rehearsal-of-a-secret\\\"}\"}";

  /// SQS's digest of the only attribute of each message, `receivedAt`, at the priming clock's time.
  private static final String ATTRIBUTES_DIGEST = "21483984c31fc1670f7914395a7ecb71";

  /// Events of an array: enough for several partitions with full batches.
  private static final int PEOPLE = 50;

  private final PrimingPlatform clock = new PrimingPlatform();
  private final LoopbackAws aws;
  private final SqsClient sqs;
  private final Ingest ingest;

  PrimingRequests() throws IOException {
    this.aws = new LoopbackAws(SECRET, ATTRIBUTES_DIGEST);
    AwsClients clients =
        new AwsClients(
            Map.of(
                "AWS_ENDPOINT_URL",
                aws.url(),
                "AWS_ACCESS_KEY_ID",
                "rehearsal",
                "AWS_SECRET_ACCESS_KEY",
                "rehearsal"));
    SecretsProvider secrets =
        SecretsProvider.builder().withClient(clients.secretsManager()).build();
    this.sqs = clients.sqs();
    SqsFifoQueue queue = new SqsFifoQueue(sqs, aws.url() + "/queue.fifo");
    this.ingest =
        new Ingest(
            clock,
            new PowertoolsSecret(secrets, "signature"),
            new PowertoolsSecret(secrets, "token"),
            IngestQueues.withoutBulk(queue, queue),
            new NoTelemetry());
  }

  /// Sends one event.
  WebhookResponse sendEvent() throws JsonException, InterruptedException {
    return handle(EVENT);
  }

  /// Sends an array of events, each of another person.
  WebhookResponse sendArray() throws JsonException, InterruptedException {
    StringBuilder array = new StringBuilder("[").append(EVENT);
    for (int i = 1; i < PEOPLE; i++) {
      array.append(',').append(EVENT.replace("rehearsal", "rehearsal-" + i));
    }
    return handle(array.append(']').toString());
  }

  private WebhookResponse handle(String body) throws JsonException, InterruptedException {
    clock.restart();
    String event = REQUEST.replace("BODY", body.replace("\"", "\\\""));
    WebhookResponse response =
        ingest.handle(HttpApiEvent.toRequest(event.getBytes(StandardCharsets.UTF_8)));
    HttpApiEvent.toResponse(response);
    return response;
  }

  @Override
  public void close() {
    sqs.close();
    aws.close();
  }

  /// A clock that begins at a fixed time and advances by a tenth of a second at each reading, so
  /// that failing requests still end.
  private static final class PrimingPlatform extends SystemPlatform {
    private static final Instant START = Instant.ofEpochMilli(1_767_225_600_000L);

    private final AtomicInteger looks = new AtomicInteger();

    void restart() {
      looks.set(0);
    }

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
    public double random() {
      return 0;
    }
  }
}
