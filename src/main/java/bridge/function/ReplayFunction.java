package bridge.function;

import bridge.aws.AwsClients;
import bridge.aws.SqsFifoQueue;
import bridge.aws.SqsParkedQueue;
import bridge.json.JsonException;
import bridge.machine.RealMachine;
import bridge.queue.Depth;
import bridge.replay.Replay;
import bridge.replay.ReplayOrder;
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

/// Replay by hand: an order as JSON in, what was found and done as JSON out.
public final class ReplayFunction implements RequestStreamHandler {
  private final Replay replay;
  private final PowertoolsReport report;

  public ReplayFunction() {
    this(System.getenv());
  }

  /// @param env what template.yaml sets, by name
  public ReplayFunction(Map<String, String> env) {
    Settings settings = new Settings(env);
    SqsClient sqs = new AwsClients(env).sqs();
    String lane = settings.required("BULK_QUEUE_URL");
    SqsParkedQueue bulk = new SqsParkedQueue(sqs, lane);
    this.report = new PowertoolsReport(settings, "replay");
    this.replay =
        new Replay(
            new RealMachine(),
            new SqsParkedQueue(sqs, settings.required("REJECTED_QUEUE_URL")),
            new SqsFifoQueue(sqs, lane),
            () -> {
              Depth depth = bulk.depth();
              return depth.visible() + depth.inFlight();
            },
            report);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Instant deadline = Instant.now().plusMillis(context.getRemainingTimeInMillis());
    byte[] bytes = event.readAllBytes();
    answer.write(PowertoolsLogging.withLogging(context, () -> answer(bytes, deadline)));
  }

  private byte[] answer(byte[] event, Instant deadline) {
    try {
      report.begins();
      ReplayOrder order = ReplayJson.order(event);
      return ReplayJson.answer(replay.run(order, deadline));
    } catch (JsonException | IllegalArgumentException e) {
      return ReplayJson.message(String.valueOf(e.getMessage())); // both only ever name fields
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return ReplayJson.message("Interrupted. Nothing is lost: run again.");
    } catch (ExecutionException | RuntimeException | Error e) {
      report.warn("replay broke", Map.of("cause", e.getClass().getName()));
      return ReplayJson.message("The run failed. Nothing is lost: see the log and run again.");
    } finally {
      report.flush();
    }
  }
}
