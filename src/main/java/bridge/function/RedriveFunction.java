package bridge.function;

import bridge.aws.AwsClients;
import bridge.aws.DynamoTable;
import bridge.aws.SqsDeadLetterQueue;
import bridge.aws.SqsFifoQueue;
import bridge.json.JsonException;
import bridge.platform.Platform;
import bridge.platform.SystemPlatform;
import bridge.queue.QueueDepth;
import bridge.redrive.Redrive;
import bridge.redrive.RedriveRequest;
import bridge.state.RedriveLock;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/// The Lambda function for redrive, invoked by hand: a request as JSON in, what was found and done
/// as JSON out.
public final class RedriveFunction implements RequestStreamHandler {
  private final Redrive redrive;
  private final PowertoolsTelemetry telemetry;

  public RedriveFunction() {
    this(System.getenv());
  }

  /// @param env what template.yaml sets, by name
  public RedriveFunction(Map<String, String> env) {
    Settings settings = new Settings(env);
    AwsClients clients = new AwsClients(env);
    SqsClient sqs = clients.sqs();
    String bulkUrl = settings.required("BULK_QUEUE_URL");
    SqsDeadLetterQueue bulk = new SqsDeadLetterQueue(sqs, bulkUrl);
    this.telemetry = new PowertoolsTelemetry(settings, "redrive");
    String table = settings.text("STATE_TABLE", "");
    Platform platform = new SystemPlatform();
    this.redrive =
        new Redrive(
            platform,
            new SqsDeadLetterQueue(sqs, settings.required("DEAD_LETTER_QUEUE_URL")),
            new SqsFifoQueue(sqs, bulkUrl),
            () -> {
              QueueDepth queueDepth = bulk.depth();
              return queueDepth.visible() + queueDepth.inFlight();
            },
            new RedriveLock(
                table.isEmpty() ? null : new DynamoTable(clients.dynamoDb(), table).open(),
                platform,
                telemetry),
            telemetry);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    Instant deadline = Instant.now().plusMillis(context.getRemainingTimeInMillis());
    byte[] bytes = event.readAllBytes();
    response.write(PowertoolsLogging.withLogging(context, () -> handle(bytes, deadline)));
  }

  private byte[] handle(byte[] event, Instant deadline) {
    try {
      telemetry.beginInvocation();
      RedriveRequest request = RedriveJson.toRequest(event);
      Instant end = Instant.now().plus(RedriveJson.duration(event));
      return RedriveJson.toResponse(redrive.run(request, end.isBefore(deadline) ? end : deadline));
    } catch (JsonException | IllegalArgumentException e) {
      return RedriveJson.message(String.valueOf(e.getMessage())); // both name fields only
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return RedriveJson.message("Interrupted. Nothing is lost: run again.");
    } catch (ExecutionException | RuntimeException | Error e) {
      telemetry.warn("redrive failed", Map.of("cause", e.getClass().getName()));
      return RedriveJson.message("The run failed. Nothing is lost: see the log and run again.");
    } finally {
      telemetry.flush();
    }
  }
}
