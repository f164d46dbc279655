package bridge.emulator;

import bridge.aws.AwsClients;
import bridge.aws.SqsFifoQueue;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// SQS on this machine: ElasticMQ in this process, or a service that speaks SQS at a given
/// endpoint.
public final class LocalSqs implements AutoCloseable {
  public static final String LOCALSTACK = "http://127.0.0.1:4566";

  private final @Nullable SQSRestServer embedded;
  private final String endpoint;
  private final SqsClient client;

  /// @param endpoint null for ElasticMQ
  public LocalSqs(@Nullable String endpoint) {
    if (endpoint == null) {
      this.embedded = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
      this.endpoint = "http://127.0.0.1:" + embedded.waitUntilStarted().localAddress().getPort();
    } else {
      this.embedded = null;
      this.endpoint = endpoint;
    }
    this.client = new AwsClients(env()).sqs();
    if (embedded == null) {
      findSqs();
    }
  }

  private void findSqs() {
    try {
      client.listQueues(r -> r.overrideConfiguration(EmulatorTimeouts::extend));
    } catch (SdkException e) {
      throw new UsageException(
          "No SQS answers at %s (%s). Start LocalStack, or leave -Daws.endpoint out."
              .formatted(endpoint, e.getMessage()));
    }
  }

  /// What the functions' environment holds about AWS.
  public Map<String, String> env() {
    Map<String, String> env = new HashMap<>();
    env.put("AWS_REGION", "us-east-1");
    env.put("AWS_ACCESS_KEY_ID", "test");
    env.put("AWS_SECRET_ACCESS_KEY", "test");
    env.put("AWS_ENDPOINT_URL_SQS", endpoint);
    return env;
  }

  public SqsClient client() {
    return client;
  }

  /// The URL of the queue; it is made where there is none, and kept as it is where there is.
  public String queue(String name, int visibilitySeconds) {
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "false");
    attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(visibilitySeconds));
    if (embedded == null) {
      attributes.put(QueueAttributeName.DEDUPLICATION_SCOPE, "messageGroup");
      attributes.put(QueueAttributeName.FIFO_THROUGHPUT_LIMIT, "perMessageGroupId");
    }
    boolean isThere =
        client
            .listQueues(
                r -> r.queueNamePrefix(name).overrideConfiguration(EmulatorTimeouts::extend))
            .queueUrls()
            .stream()
            .anyMatch(url -> url.endsWith("/" + name));
    return isThere
        ? client.getQueueUrl(r -> r.queueName(name)).queueUrl()
        : client.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
  }

  /// Messages of a queue: to be handed out now, and handed out or waiting.
  public record Count(int visible, int hidden) {}

  /// How many messages a queue holds, those in flight included.
  public int depth(String url) {
    Count count = count(url);
    return count.visible() + count.hidden();
  }

  public Count count(String url) {
    Map<QueueAttributeName, String> counts =
        client
            .getQueueAttributes(
                r ->
                    r.queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return new Count(
        Integer.parseInt(
            counts.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")),
        Integer.parseInt(
            counts.getOrDefault(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0")));
  }

  /// Sends to a queue of its own until the first calls' cost is paid: Lambda's SQS needs no
  /// warming, but here it shares the process and the processors with everything else.
  public void warmUp() {
    FifoQueue queue = new SqsFifoQueue(client, queue("warm-up.fifo", 1));
    for (int call = 0; call < 100; call++) {
      List<QueuedEvent> batch = new ArrayList<>();
      for (int i = 0; i < FifoQueue.MAX_ENTRIES; i++) {
        String id = call + "-" + i;
        batch.add(new QueuedEvent(id, id, "{}", Map.of()));
      }
      queue.send(batch, FifoQueue.TIMEOUT);
    }
    client.deleteQueue(
        r -> r.queueUrl(client.getQueueUrl(q -> q.queueName("warm-up.fifo")).queueUrl()));
  }

  @Override
  public void close() {
    client.close();
    if (embedded != null) {
      var _ = embedded.stopAndGetFuture().apply(); // on a busy machine its end can take minutes
    }
  }
}
