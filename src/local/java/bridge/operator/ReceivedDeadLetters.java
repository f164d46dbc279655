package bridge.operator;

import bridge.queue.MessageAttribute;
import bridge.stack.AwsCallException;
import bridge.stack.StackClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Dead letters that are hidden from others since this machine has received them. Those that are
/// not deleted are given back when this is closed, and by SQS itself after the time for which they
/// are hidden.
final class ReceivedDeadLetters implements AutoCloseable {
  private static final int BATCH = 10; // SQS
  private static final String MOVED_BY_SQS = "too_many_receives";

  private final StackClients clients;
  private final String url;
  private final Duration hidden;
  private final Map<String, Message> held = new LinkedHashMap<>();

  /// @param hidden for how long at most
  ReceivedDeadLetters(StackClients clients, String url, Duration hidden) {
    this.clients = clients;
    this.url = url;
    this.hidden = hidden;
  }

  /// At most ten more, none if no other can be received.
  List<Message> receive() {
    List<Message> batch =
        AwsCallException.call(
            "sqs:ReceiveMessage",
            () ->
                clients
                    .sqs()
                    .receiveMessage(
                        r ->
                            r.queueUrl(url)
                                .maxNumberOfMessages(BATCH)
                                .visibilityTimeout(Math.toIntExact(hidden.toSeconds()))
                                .messageSystemAttributeNames(
                                    MessageSystemAttributeName.SENT_TIMESTAMP)
                                .messageAttributeNames("All"))
                    .messages());
    batch.forEach(letter -> held.put(letter.messageId(), letter));
    return batch;
  }

  /// Deletes at most ten of those received, and returns how many are deleted.
  int delete(List<Message> letters) {
    List<DeleteMessageBatchRequestEntry> entries =
        letters.stream()
            .map(
                letter ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(letter.messageId())
                        .receiptHandle(letter.receiptHandle())
                        .build())
            .toList();
    List<String> deleted =
        AwsCallException.call(
            "sqs:DeleteMessage",
            () ->
                clients
                    .sqs()
                    .deleteMessageBatch(r -> r.queueUrl(url).entries(entries))
                    .successful()
                    .stream()
                    .map(each -> each.id())
                    .toList());
    deleted.forEach(held::remove);
    return deleted.size();
  }

  /// How many are received and not deleted.
  int size() {
    return held.size();
  }

  @Override
  public void close() {
    List<Message> left = new ArrayList<>(held.values());
    for (int i = 0; i < left.size(); i += BATCH) {
      List<ChangeMessageVisibilityBatchRequestEntry> entries =
          left.subList(i, Math.min(i + BATCH, left.size())).stream()
              .map(
                  message ->
                      ChangeMessageVisibilityBatchRequestEntry.builder()
                          .id(message.messageId())
                          .receiptHandle(message.receiptHandle())
                          .visibilityTimeout(0)
                          .build())
              .toList();
      AwsCallException.call(
          "sqs:ChangeMessageVisibility",
          () -> clients.sqs().changeMessageVisibilityBatch(r -> r.queueUrl(url).entries(entries)));
    }
    held.clear();
  }

  static String reason(Message letter) {
    return Objects.requireNonNullElse(attribute(letter, MessageAttribute.REASON), MOVED_BY_SQS);
  }

  static @Nullable String attribute(Message letter, String name) {
    MessageAttributeValue value = letter.messageAttributes().get(name);
    return value == null ? null : value.stringValue();
  }
}
