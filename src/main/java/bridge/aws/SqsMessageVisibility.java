package bridge.aws;

import bridge.queue.MessageVisibility;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/// The visibility timeouts of an SQS queue's in-flight messages.
public final class SqsMessageVisibility implements MessageVisibility {
  /// SQS's longest visibility is 12 hours.
  private static final long MAX_SECONDS = 43_200;

  private final SqsClient sqs;
  private final String url;

  public SqsMessageVisibility(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  @Override
  public void change(List<VisibilityChange> changes) {
    List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(changes.size());
    for (VisibilityChange visibilityChange : changes) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(visibilityChange.message().receiptHandle())
              .visibilityTimeout(seconds(visibilityChange.hidden()))
              .build());
    }
    try {
      sqs.changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries));
    } catch (SdkException _) {
      return; // the old visibility timeout stays
    }
  }

  /// Whole seconds, as SQS requires: at least 1 for any positive duration.
  static int seconds(Duration hidden) {
    long rounded = Math.round(hidden.toMillis() / 1_000.0);
    return (int) (hidden.isPositive() ? Math.clamp(rounded, 1, MAX_SECONDS) : 0);
  }
}
