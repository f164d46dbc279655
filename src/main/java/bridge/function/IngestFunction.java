package bridge.function;

import bridge.aws.AwsClients;
import bridge.aws.PowertoolsSecret;
import bridge.aws.SqsFifoQueue;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.ingest.WebhookResponse;
import bridge.json.JsonException;
import bridge.platform.SystemPlatform;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/// The Lambda function that API Gateway's HTTP API invokes; it runs ingest. Every error gets the
/// response 503, which Segment retries: an exception would print its message, which may quote an
/// event.
public final class IngestFunction implements RequestStreamHandler {
  private final Ingest ingest;
  private final PowertoolsTelemetry telemetry;

  @SuppressWarnings("UnusedVariable") // keeps the hook alive
  private final Priming priming;

  public IngestFunction() {
    this(System.getenv());
  }

  /// @param env what template.yaml sets, by name
  public IngestFunction(Map<String, String> env) {
    this(new Settings(env));
  }

  private IngestFunction(Settings settings) {
    this(settings, new PowertoolsTelemetry(settings, "ingest"));
  }

  private IngestFunction(Settings settings, PowertoolsTelemetry telemetry) {
    this(ingest(settings, telemetry), telemetry);
  }

  IngestFunction(Ingest ingest, PowertoolsTelemetry telemetry) {
    this.ingest = ingest;
    this.telemetry = telemetry;
    this.priming = Priming.register(telemetry);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    byte[] bytes = event.readAllBytes();
    WebhookResponse given = PowertoolsLogging.withLogging(context, () -> handle(bytes));
    response.write(HttpApiEvent.toResponse(given));
  }

  private WebhookResponse handle(byte[] event) {
    try {
      telemetry.beginInvocation();
      return ingest.handle(HttpApiEvent.toRequest(event));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new WebhookResponse.Unavailable(
          "Interrupted before every event was safe. Send again.");
    } catch (JsonException e) {
      telemetry.warn("unreadable Lambda event", Map.of("cause", e.getClass().getSimpleName()));
      return new WebhookResponse.Unavailable(
          "The bridge could not read its own event. Send again.");
    } catch (RuntimeException | Error e) {
      telemetry.warn("ingest failed", Map.of("cause", e.getClass().getName()));
      return new WebhookResponse.Unavailable("The bridge failed. Nothing is lost: send again.");
    } finally {
      telemetry.flush();
    }
  }

  private static Ingest ingest(Settings settings, PowertoolsTelemetry telemetry) {
    AwsClients clients = new AwsClients(settings.env());
    SqsClient sqs = clients.sqs();
    SecretsProvider secrets =
        SecretsProvider.builder().withClient(clients.secretsManager()).build();
    String eventsUrl = settings.required("EVENTS_QUEUE_URL");
    String bulkUrl = settings.required("BULK_QUEUE_URL");
    var events = new SqsFifoQueue(sqs, eventsUrl);
    var bulk = bulkUrl.equals(eventsUrl) ? events : new SqsFifoQueue(sqs, bulkUrl);
    var deadLetters = new SqsFifoQueue(sqs, settings.required("DEAD_LETTER_QUEUE_URL"));
    return new Ingest(
        new SystemPlatform(),
        new PowertoolsSecret(secrets, settings.required("SEGMENT_SECRET_ARN")),
        new PowertoolsSecret(secrets, settings.required("SEGMENT_TOKEN_ARN")),
        new IngestQueues(events, bulk, deadLetters),
        telemetry);
  }
}
