package bridge.simulation;

import bridge.queue.ReceivedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The handler of AWS's guide for FIFO queues with ReportBatchItemFailures: one message after the
/// other, at the first failure it stops and reports that message and all behind it (Lambda
/// developer guide, services-sqs-errorhandling).
final class AwsGuideHandler implements BatchHandler {
  private final NaiveDelivery naiveDelivery;

  AwsGuideHandler(NaiveDelivery naiveDelivery) {
    this.naiveDelivery = naiveDelivery;
  }

  @Override
  public List<String> handle(List<ReceivedEvent> batch, Instant deadline) throws Exception {
    List<String> failures = new ArrayList<>();
    for (ReceivedEvent event : batch) {
      if (!failures.isEmpty() || !tryPost(event)) {
        failures.add(event.messageId());
      }
    }
    return failures;
  }

  private boolean tryPost(ReceivedEvent event) throws InterruptedException {
    try {
      naiveDelivery.post(event);
      return true;
    } catch (NaiveDelivery.FailedException | RuntimeException _) {
      return false;
    }
  }
}
