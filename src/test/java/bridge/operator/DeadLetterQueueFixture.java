package bridge.operator;

import bridge.aws.SqsFifoQueue;
import bridge.emulator.LocalSqs;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.stack.StackState;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/// A stack's dead-letter queue and bulk queue, new ones of an SQS emulator, and the real redrive
/// function between them.
final class DeadLetterQueueFixture {
  private static int queues;

  final String url;
  final String bulk;
  private final LocalSqs sqs;

  DeadLetterQueueFixture(LocalSqs sqs, StackState state) {
    int number = ++queues;
    this.sqs = sqs;
    this.url = sqs.queue("dead-letters-" + number + ".fifo", 360);
    this.bulk = sqs.queue("bulk-" + number + ".fifo", 360);
    state.sqs = URI.create(sqs.env().get("AWS_ENDPOINT_URL_SQS"));
    state.outputs.put("DeadLetterQueueUrl", url);
    Map<String, String> env = new HashMap<>(sqs.env());
    env.put("DEAD_LETTER_QUEUE_URL", url);
    env.put("BULK_QUEUE_URL", bulk);
    state.setRedrive(env);
  }

  void add(String id, String reason, String body) {
    add(id, body, Map.of(MessageAttribute.REASON, reason));
  }

  /// @param others attributes beside those that every dead letter has
  void add(String id, String body, Map<String, String> others) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(MessageAttribute.GROUP, "person-" + id);
    attributes.put(MessageAttribute.RECEIVED_AT, "1795000000000");
    attributes.putAll(others);
    new SqsFifoQueue(sqs.client(), url)
        .send(List.of(new QueuedEvent(id, id, body, attributes)), Duration.ofSeconds(10));
  }

  /// How many dead letters can be received now.
  int visible() {
    return sqs.count(url).visible();
  }

  /// How many there are, those in flight included.
  int depth() {
    return sqs.depth(url);
  }

  /// What was redriven of one person, in its order.
  List<String> redrivenBodies() {
    return sqs
        .client()
        .receiveMessage(r -> r.queueUrl(bulk).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  /// How many events were redriven.
  int redriven() {
    return sqs.depth(bulk);
  }
}
