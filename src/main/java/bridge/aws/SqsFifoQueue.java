package bridge.aws;

import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.queue.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/// A FIFO queue of SQS, for sending.
public final class SqsFifoQueue implements FifoQueue {
  private final SqsClient sqs;
  private final String url;
  private volatile boolean isMissing;

  public SqsFifoQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  @Override
  public List<SendResult> send(List<QueuedEvent> entries, Duration timeout) {
    List<SendMessageBatchRequestEntry> batch = new ArrayList<>(entries.size());
    for (QueuedEvent entry : entries) {
      batch.add(entry(Integer.toString(batch.size()), entry));
    }
    List<SendResult> results =
        new ArrayList<>(Collections.nCopies(entries.size(), SendResult.FAILED));
    try {
      SendMessageBatchResponse response =
          sqs.sendMessageBatch(
              SendMessageBatchRequest.builder()
                  .queueUrl(url)
                  .entries(batch)
                  .overrideConfiguration(o -> o.apiCallTimeout(timeout))
                  .build());
      isMissing = false;
      for (SendMessageBatchResultEntry success : response.successful()) {
        results.set(Integer.parseInt(success.id()), SendResult.CONFIRMED);
      }
      for (BatchResultErrorEntry failure : response.failed()) {
        results.set(
            Integer.parseInt(failure.id()),
            isPermanent(failure) ? SendResult.REFUSED : SendResult.FAILED);
      }
    } catch (SdkException e) {
      isMissing = e instanceof QueueDoesNotExistException;
      return results; // no response: every entry may or may not be in the queue
    }
    return results;
  }

  @Override
  public @Nullable String missingQueue() {
    return isMissing ? name(url) : null;
  }

  /// The name of the queue with this URL.
  public static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /// Only faults of the message itself; throttling and credentials are temporary faults.
  private static boolean isPermanent(BatchResultErrorEntry failure) {
    return Boolean.TRUE.equals(failure.senderFault())
        && (failure.code().contains("InvalidMessageContents")
            || failure.code().contains("InvalidParameterValue"));
  }

  private static SendMessageBatchRequestEntry entry(String id, QueuedEvent event) {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    event
        .attributes()
        .forEach(
            (name, value) ->
                attributes.put(
                    name,
                    MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageGroupId(event.group())
        .messageDeduplicationId(event.dedupId())
        .messageBody(event.body())
        .messageAttributes(attributes)
        .build();
  }
}
