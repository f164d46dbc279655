package bridge.bench;

import bridge.emulator.SqsEventJson;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Hands a queue's messages to environments as Lambda's event source mapping does, where all goes
/// well: batches of ten, deleted when the function reports none of them.
final class QueuePoller implements AutoCloseable {
  private static final int BATCH = 10;
  private static final JsonReader JSON = new JsonReader(4);

  private final SqsClient sqs;
  private final String url;
  private final List<Thread> threads;
  private volatile boolean isClosed;

  QueuePoller(SqsClient sqs, String url, List<FunctionProcess> environments) {
    this.sqs = sqs;
    this.url = url;
    this.threads =
        environments.stream()
            .map(functionProcess -> Thread.ofVirtual().unstarted(() -> poll(functionProcess)))
            .toList();
  }

  void start() {
    threads.forEach(Thread::start);
  }

  @Override
  public void close() {
    isClosed = true;
    threads.forEach(Thread::interrupt);
  }

  private void poll(FunctionProcess functionProcess) {
    try {
      while (!isClosed) {
        List<Message> batch = receive();
        if (!batch.isEmpty()) {
          invoke(functionProcess, batch);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (AbortedException e) { // so the SDK calls an interrupt
      if (!isClosed) {
        throw e;
      }
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(1)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void invoke(FunctionProcess functionProcess, List<Message> batch)
      throws InterruptedException {
    byte[] event = SqsEventJson.toEvent(batch);
    String answer = functionProcess.invoke(() -> event).body();
    if (!isEmpty(answer)) {
      throw new IllegalStateException("dispatch answered " + answer);
    }
    List<DeleteMessageBatchRequestEntry> done = new ArrayList<>();
    for (Message message : batch) {
      done.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(done.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    sqs.deleteMessageBatch(r -> r.queueUrl(url).entries(done));
  }

  private static boolean isEmpty(String answer) {
    try {
      return JSON.read(answer.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object
          && object.get("batchItemFailures") instanceof Json.Arr(List<Json> failures)
          && failures.isEmpty();
    } catch (JsonException _) {
      return false;
    }
  }
}
