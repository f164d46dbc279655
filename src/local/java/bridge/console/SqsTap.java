package bridge.console;

import bridge.queue.QueuedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// Hears what SQS has confirmed to the functions. The SDK itself loads it, by the file
/// `software/amazon/awssdk/services/sqs/execution.interceptors` beside the local sources, so that
/// the functions run as deployed; a queue that is not watched costs one map look-up.
public final class SqsTap implements ExecutionInterceptor {
  private static final Map<String, Watched> QUEUES = new ConcurrentHashMap<>();

  private record Watched(EventLog eventLog, boolean isDeadLetterQueue) {}

  /// Records the traffic of these two queues of this process in the event log from now on.
  public static void watch(EventLog eventLog, String eventsUrl, String deadLettersUrl) {
    QUEUES.put(eventsUrl, new Watched(eventLog, false));
    QUEUES.put(deadLettersUrl, new Watched(eventLog, true));
  }

  public static void unwatch(String eventsUrl, String deadLettersUrl) {
    QUEUES.remove(eventsUrl);
    QUEUES.remove(deadLettersUrl);
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    SdkResponse response = context.response();
    if (context.request() instanceof SendMessageBatchRequest send
        && response instanceof SendMessageBatchResponse sent) {
      Watched queue = QUEUES.get(send.queueUrl());
      if (queue != null) {
        recordSent(queue, send, sent);
      }
    } else if (context.request() instanceof ChangeMessageVisibilityBatchRequest delay
        && response instanceof ChangeMessageVisibilityBatchResponse delayed) {
      Watched queue = QUEUES.get(delay.queueUrl());
      if (queue != null && !queue.isDeadLetterQueue()) {
        recordVisibility(queue, delay, delayed);
      }
    }
  }

  private static void recordSent(
      Watched queue, SendMessageBatchRequest request, SendMessageBatchResponse response) {
    Map<String, SendMessageBatchRequestEntry> entries = new HashMap<>();
    request.entries().forEach(entry -> entries.put(entry.id(), entry));
    response
        .successful()
        .forEach(
            done -> {
              SendMessageBatchRequestEntry entry = entries.get(done.id());
              if (entry != null && queue.isDeadLetterQueue()) {
                queue
                    .eventLog()
                    .recordDeadLetter(message(entry), done.messageId(), ExecutionScope.current());
              } else if (entry != null) {
                queue
                    .eventLog()
                    .recordQueued(
                        request.queueUrl(),
                        message(entry),
                        done.messageId(),
                        ExecutionScope.current());
              }
            });
  }

  private static void recordVisibility(
      Watched queue,
      ChangeMessageVisibilityBatchRequest request,
      ChangeMessageVisibilityBatchResponse response) {
    Map<String, ChangeMessageVisibilityBatchRequestEntry> entries = new HashMap<>();
    request.entries().forEach(entry -> entries.put(entry.id(), entry));
    response
        .successful()
        .forEach(
            done -> {
              ChangeMessageVisibilityBatchRequestEntry entry = entries.get(done.id());
              if (entry != null) {
                Duration hidden = Duration.ofSeconds(entry.visibilityTimeout());
                queue.eventLog().recordVisibility(entry.receiptHandle(), hidden);
              }
            });
  }

  private static QueuedEvent message(SendMessageBatchRequestEntry entry) {
    Map<String, String> attributes =
        entry.messageAttributes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().stringValue()));
    return new QueuedEvent(
        entry.messageGroupId(), entry.messageDeduplicationId(), entry.messageBody(), attributes);
  }
}
