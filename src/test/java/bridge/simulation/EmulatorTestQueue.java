package bridge.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A service that speaks SQS's protocol; every case makes queues of its own.
final class EmulatorTestQueue implements SqsTestQueue {
  private final SqsClient sqs;
  private final String dead;
  private final String queue;

  /// @param name of the queues, without `.fifo`
  /// @param isHighThroughput whether it knows dedup ids of the group
  EmulatorTestQueue(SqsClient sqs, String name, boolean isHighThroughput) {
    this.sqs = sqs;
    this.dead = create(name + "-dead.fifo", isHighThroughput, Map.of());
    String arn =
        sqs.getQueueAttributes(r -> r.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    this.queue =
        create(
            name + ".fifo",
            isHighThroughput,
            Map.of(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":3}".formatted(arn)));
  }

  private String create(
      String name, boolean isHighThroughput, Map<QueueAttributeName, String> more) {
    Map<QueueAttributeName, String> attributes = new HashMap<>(more);
    attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "false");
    if (isHighThroughput) {
      attributes.put(QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup");
      attributes.put(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");
    }
    return sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  @Override
  public void send(String group, String dedupId, String body) {
    sqs.sendMessage(
        r ->
            r.queueUrl(queue)
                .messageGroupId(group)
                .messageDeduplicationId(dedupId)
                .messageBody(body));
  }

  @Override
  public List<TestMessage> receive(int most, int visibilitySeconds) {
    return receive(queue, most, visibilitySeconds, 0);
  }

  @Override
  public List<TestMessage> receiveAfterWait(int most, int visibilitySeconds) {
    return receive(queue, most, visibilitySeconds, 2);
  }

  @Override
  public boolean delete(String receipt) {
    try {
      sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(receipt));
      return true;
    } catch (SdkException _) {
      return false;
    }
  }

  @Override
  public void changeVisibility(String receipt, int seconds) {
    sqs.changeMessageVisibility(
        r -> r.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(seconds));
  }

  @Override
  public List<TestMessage> dead() {
    return receive(dead, 10, 30, 1);
  }

  private List<TestMessage> receive(String url, int most, int visibilitySeconds, int waitSeconds) {
    return sqs
        .receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(most)
                    .visibilityTimeout(visibilitySeconds)
                    .waitTimeSeconds(waitSeconds)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages()
        .stream()
        .map(EmulatorTestQueue::toTestMessage)
        .toList();
  }

  private static TestMessage toTestMessage(Message message) {
    Map<MessageSystemAttributeName, String> system = message.attributes();
    return new TestMessage(
        message.body(),
        message.receiptHandle(),
        Integer.parseInt(system.get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)),
        String.valueOf(system.get(MessageSystemAttributeName.SEQUENCE_NUMBER)));
  }
}
