package bridge.function;

import bridge.aws.AwsClients;
import bridge.aws.DynamoTable;
import bridge.aws.PowertoolsSecret;
import bridge.aws.SqsFifoQueue;
import bridge.aws.SqsMessageVisibility;
import bridge.dispatch.Dispatch;
import bridge.dispatch.DispatchContext;
import bridge.dispatch.DispatchSettings;
import bridge.json.JsonException;
import bridge.platform.SystemPlatform;
import bridge.queue.ReceivedEvent;
import bridge.regal.HttpRegalApi;
import bridge.state.StateStore;
import bridge.state.TableStateStore;
import bridge.telemetry.Telemetry;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/// The Lambda function that an SQS event source mapping invokes; it runs dispatch. Every error gets
/// a response, and never one with fewer ids than are unfinished: an exception would print its
/// message, and an empty response would delete the batch.
public final class DispatchFunction implements RequestStreamHandler {
  private final Dispatch dispatch;
  private final PowertoolsTelemetry telemetry;

  public DispatchFunction() {
    this(System.getenv());
  }

  /// @param env what template.yaml sets, by name
  public DispatchFunction(Map<String, String> env) {
    this(new Settings(env));
  }

  private DispatchFunction(Settings settings) {
    this(settings, new PowertoolsTelemetry(settings, "dispatch"));
  }

  private DispatchFunction(Settings settings, PowertoolsTelemetry telemetry) {
    this(dispatch(settings, telemetry), telemetry);
  }

  DispatchFunction(Dispatch dispatch, PowertoolsTelemetry telemetry) {
    this.dispatch = dispatch;
    this.telemetry = telemetry;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    Instant deadline = Instant.now().plusMillis(context.getRemainingTimeInMillis());
    byte[] bytes = event.readAllBytes();
    List<String> unfinished = PowertoolsLogging.withLogging(context, () -> handle(bytes, deadline));
    response.write(SqsBatch.toResponse(unfinished));
  }

  private List<String> handle(byte[] event, Instant deadline) {
    try {
      telemetry.beginInvocation();
      List<ReceivedEvent> batch = SqsBatch.read(event, Instant.now());
      return dispatch.handle(batch, deadline);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return SqsBatch.EVERYTHING;
    } catch (JsonException e) {
      telemetry.warn("unreadable Lambda event", Map.of("cause", e.getClass().getSimpleName()));
      return SqsBatch.EVERYTHING;
    } catch (RuntimeException | Error e) {
      telemetry.warn("dispatch failed", Map.of("cause", e.getClass().getName()));
      return SqsBatch.EVERYTHING;
    } finally {
      telemetry.flush();
    }
  }

  private static Dispatch dispatch(Settings settings, PowertoolsTelemetry telemetry) {
    AwsClients clients = new AwsClients(settings.env());
    SqsClient sqs = clients.sqs();
    SecretsProvider secrets =
        SecretsProvider.builder().withClient(clients.secretsManager()).build();
    return new Dispatch(
        new DispatchSettings(
            settings.number(
                "REGAL_REQUESTS_PER_SECOND", DispatchSettings.DEFAULT.regalRequestsPerSecond()),
            (int)
                settings.number(
                    "DISPATCHER_MAX_CONCURRENCY", DispatchSettings.DEFAULT.maxConcurrency()),
            settings.hours("POISON_EVENT_AGE_HOURS", 4),
            settings
                .oneOf("ON_UNKNOWN_OUTCOME", List.of("retry", "dead-letter"), "retry")
                .equals("dead-letter")),
        new Translator(
                new TranslationSettings(
                    settings.textOrEmpty("DEFAULT_PHONE_COUNTRY", "US"),
                    settings.isTrue("PAGE_AND_SCREEN_EVENTS", true),
                    settings.isTrue("HONOUR_REGAL_INTEGRATION", true),
                    settings.isTrue("IDENTIFY_FROM_PROPERTIES", false),
                    settings.isTrue("PROFILE_FALLBACKS", true)))
            ::translate,
        new DispatchContext(
            new SystemPlatform(),
            telemetry,
            new HttpRegalApi(
                URI.create(settings.text("REGAL_ENDPOINT", "https://events.regalvoice.com/events")),
                isLocal(settings)),
            new PowertoolsSecret(secrets, settings.required("REGAL_SECRET_ARN")),
            queues(settings, sqs),
            stateStore(settings, clients, telemetry)));
  }

  private static DispatchContext.Queues queues(Settings settings, SqsClient sqs) {
    String url = settings.required("EVENTS_QUEUE_URL");
    return new DispatchContext.Queues(
        SqsFifoQueue.name(url),
        new SqsMessageVisibility(sqs, url),
        new SqsFifoQueue(sqs, settings.required("DEAD_LETTER_QUEUE_URL")));
  }

  private static StateStore stateStore(Settings settings, AwsClients clients, Telemetry telemetry) {
    String table = settings.text("STATE_TABLE", "");
    if (table.isEmpty()) {
      return StateStore.NONE;
    }
    return new TableStateStore(
        new DynamoTable(clients.dynamoDb(), table).open(),
        new SystemPlatform(),
        telemetry,
        settings.hours("IDENTITY_RETENTION_DAYS", 365).multipliedBy(24));
  }

  /// Whether SAM runs the function on a developer's machine, or AWS is emulated. Only then may the
  /// API key be sent to a host other than Regal's.
  private static boolean isLocal(Settings settings) {
    return settings.text("AWS_SAM_LOCAL", "").equals("true")
        || !settings.text("AWS_ENDPOINT_URL", "").isEmpty()
        || !settings.text("AWS_ENDPOINT_URL_SQS", "").isEmpty();
  }
}
