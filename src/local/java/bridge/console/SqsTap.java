package bridge.console;

import bridge.queue.QueuedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// Records what SQS confirmed to the functions. The SDK itself loads it, by the file
/// `software/amazon/awssdk/services/sqs/execution.interceptors` beside the local sources, so that
/// the functions run as deployed; a queue that is not watched costs one map look-up.
public final class SqsTap implements ExecutionInterceptor {
  private static final Map<String, Watched> QUEUES = new ConcurrentHashMap<>();

  private record Watched(EventLog eventLog, boolean isDeadLetterQueue) {}

  /// Records the traffic of these queues of this process in the event log from now on.
  ///
  /// @param queueUrls the events and the bulk queue
  public static void watch(EventLog eventLog, String deadLettersUrl, String... queueUrls) {
    QUEUES.put(deadLettersUrl, new Watched(eventLog, true));
    for (String queueUrl : queueUrls) {
      QUEUES.put(queueUrl, new Watched(eventLog, false));
    }
  }

  public static void unwatch(String... queueUrls) {
    QUEUES.keySet().removeAll(Set.of(queueUrls));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof SendMessageBatchRequest request
        && context.response() instanceof SendMessageBatchResponse response) {
      Watched queue = QUEUES.get(request.queueUrl());
      if (queue != null) {
        recordSent(queue, request, response);
      }
    } else if (context.request() instanceof ChangeMessageVisibilityBatchRequest request
        && context.response() instanceof ChangeMessageVisibilityBatchResponse response) {
      Watched queue = QUEUES.get(request.queueUrl());
      if (queue != null) {
        recordVisibility(queue.eventLog(), request, response);
      }
    }
  }

  private static void recordSent(
      Watched queue, SendMessageBatchRequest request, SendMessageBatchResponse response) {
    Map<String, String> messageIds = new HashMap<>();
    response.successful().forEach(sent -> messageIds.put(sent.id(), sent.messageId()));
    for (SendMessageBatchRequestEntry entry : request.entries()) {
      String messageId = messageIds.get(entry.id());
      QueuedEvent message =
          new QueuedEvent(
              entry.messageGroupId(),
              entry.messageDeduplicationId(),
              entry.messageBody(),
              texts(entry.messageAttributes()));
      if (messageId != null && queue.isDeadLetterQueue()) {
        queue.eventLog().recordDeadLetter(message, messageId, ExecutionScope.current());
      } else if (messageId != null) {
        queue
            .eventLog()
            .recordQueued(request.queueUrl(), message, messageId, ExecutionScope.current());
      }
    }
  }

  private static void recordVisibility(
      EventLog eventLog,
      ChangeMessageVisibilityBatchRequest request,
      ChangeMessageVisibilityBatchResponse response) {
    Set<String> changed = new HashSet<>();
    response.successful().forEach(entry -> changed.add(entry.id()));
    for (ChangeMessageVisibilityBatchRequestEntry entry : request.entries()) {
      if (changed.contains(entry.id())) {
        eventLog.recordVisibility(
            entry.receiptHandle(), Duration.ofSeconds(entry.visibilityTimeout()));
      }
    }
  }

  static QueuedEvent toQueuedEvent(Message message) {
    Map<MessageSystemAttributeName, String> system = message.attributes();
    return new QueuedEvent(
        system.getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, ""),
        system.getOrDefault(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, ""),
        message.body(),
        texts(message.messageAttributes()));
  }

  private static Map<String, String> texts(Map<String, MessageAttributeValue> attributes) {
    Map<String, String> texts = new HashMap<>();
    attributes.forEach((name, value) -> texts.put(name, value.stringValue()));
    return texts;
  }
}
