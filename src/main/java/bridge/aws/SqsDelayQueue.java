package bridge.aws;

import bridge.queue.Delay;
import bridge.queue.DelayQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/// A queue of SQS, for who gives messages back to it.
public final class SqsDelayQueue implements DelayQueue {
  /// SQS's longest visibility is 12 hours.
  private static final long MAX_SECONDS = 43_200;

  private final SqsClient sqs;
  private final String url;

  public SqsDelayQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  @Override
  public void delay(List<Delay> delays) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(delays.size());
    for (Delay delay : delays) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(delay.message().receiptHandle())
              .visibilityTimeout(seconds(delay.hidden()))
              .build());
    }
    try {
      sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    } catch (SdkException _) {
      return; // the old visibility stands
    }
  }

  /// Whole seconds, as SQS has it; only no delay at all is none.
  static int seconds(Duration hidden) {
    long rounded = Math.round(hidden.toMillis() / 1_000.0);
    return (int) (hidden.isPositive() ? Math.clamp(rounded, 1, MAX_SECONDS) : 0);
  }
}
