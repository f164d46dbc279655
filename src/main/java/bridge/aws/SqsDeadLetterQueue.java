package bridge.aws;

import bridge.queue.DeadLetterQueue;
import bridge.queue.MessageVisibility;
import bridge.queue.QueueDepth;
import bridge.queue.QueueUnavailableException;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A FIFO queue of SQS, as redrive receives from it.
public final class SqsDeadLetterQueue implements DeadLetterQueue {
  private final SqsClient sqs;
  private final String url;
  private final MessageVisibility delays;

  public SqsDeadLetterQueue(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
    this.delays = new SqsMessageVisibility(sqs, url);
  }

  @Override
  public List<ReceivedEvent> receive(Duration hidden) throws QueueUnavailableException {
    try {
      return sqs
          .receiveMessage(
              request ->
                  request
                      .queueUrl(url)
                      .maxNumberOfMessages(10)
                      .waitTimeSeconds(1)
                      .visibilityTimeout((int) hidden.toSeconds())
                      .messageAttributeNames("All")
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
          .messages()
          .stream()
          .map(SqsDeadLetterQueue::toReceivedEvent)
          .toList();
    } catch (SdkException e) {
      throw new QueueUnavailableException(e.getClass().getSimpleName());
    }
  }

  @Override
  public List<ReceivedEvent> delete(List<ReceivedEvent> messages) {
    List<DeleteMessageBatchRequestEntry> changes = new ArrayList<>(messages.size());
    for (ReceivedEvent message : messages) {
      changes.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(changes.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    List<ReceivedEvent> left = new ArrayList<>(messages);
    try {
      sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(changes))
          .successful()
          .forEach(done -> left.remove(messages.get(Integer.parseInt(done.id()))));
    } catch (SdkException _) {
      return left;
    }
    return left;
  }

  @Override
  public void change(List<VisibilityChange> changes) {
    delays.change(changes);
  }

  @Override
  public QueueDepth depth() throws QueueUnavailableException {
    try {
      Map<QueueAttributeName, String> counts =
          sqs.getQueueAttributes(
                  request ->
                      request
                          .queueUrl(url)
                          .attributeNames(
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                              QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
              .attributes();
      return new QueueDepth(
          count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES),
          count(counts, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    } catch (SdkException e) {
      throw new QueueUnavailableException(e.getClass().getSimpleName());
    }
  }

  private static long count(Map<QueueAttributeName, String> counts, QueueAttributeName name) {
    return Long.parseLong(counts.getOrDefault(name, "0"));
  }

  private static ReceivedEvent toReceivedEvent(Message message) {
    Map<MessageSystemAttributeName, String> system = message.attributes();
    String sentAt = system.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
    String count = system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
    return new ReceivedEvent(
        message.messageId(),
        message.receiptHandle(),
        system.getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, message.messageId()),
        system.getOrDefault(MessageSystemAttributeName.SEQUENCE_NUMBER, ""),
        Instant.ofEpochMilli(Long.parseLong(sentAt)),
        Integer.parseInt(count),
        message.body(),
        message.messageAttributes().entrySet().stream()
            .filter(attribute -> attribute.getValue().stringValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, a -> a.getValue().stringValue())));
  }
}
