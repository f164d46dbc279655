package bridge.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Polls a queue as Lambda's event source mapping does: batches of at most ten messages, several
/// groups where the queue gives them, up to the maximum concurrency at once, each in an environment
/// of its own; what the function does not report is deleted.
final class EventSource implements AutoCloseable {
  private static final int BATCH = 10;

  /// The dispatch function's, as deployed.
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// Dispatch begins no POST in its last 22 s; one to a stand-in takes less than four of them.
  private static final Duration WITHOUT_A_POST = Duration.ofSeconds(18);

  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);

  private final SqsClient sqs;
  private final String queueUrl;
  private final Supplier<RequestStreamHandler> function;
  private final Queue<RequestStreamHandler> idle = new ConcurrentLinkedQueue<>();
  private final Semaphore free;
  private final Duration timeout;
  private final Thread poller;
  private volatile boolean isClosed;

  /// @param timeout of one invocation
  /// @param function makes a new environment
  EventSource(
      SqsClient sqs,
      String queueUrl,
      int maxConcurrency,
      Duration timeout,
      Supplier<RequestStreamHandler> function) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.function = function;
    this.free = new Semaphore(maxConcurrency);
    this.timeout = timeout;
    this.poller = Thread.ofVirtual().unstarted(this::poll);
  }

  /// The time of an invocation: as deployed, but with a visibility far below the deployed 360 s so
  /// little that the last POST begins before the messages are handed out again.
  static Duration timeout(int visibilitySeconds) {
    Duration most = Duration.ofSeconds(visibilitySeconds).plus(WITHOUT_A_POST);
    return most.compareTo(TIMEOUT) < 0 ? most : TIMEOUT;
  }

  void start() {
    poller.start();
  }

  @Override
  public void close() {
    isClosed = true;
    poller.interrupt();
  }

  private void poll() {
    while (!isClosed) {
      try {
        free.acquire();
        List<Message> batch = batch();
        if (batch.isEmpty()) {
          free.release();
        } else {
          Thread.startVirtualThread(() -> invoke(batch));
        }
      } catch (SdkException _) {
        free.release();
        pause();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /// Waits a second for the first messages, and takes more only while they come at once.
  private List<Message> batch() {
    List<Message> batch = new ArrayList<>(receive(BATCH, 1));
    while (!batch.isEmpty() && batch.size() < BATCH) {
      List<Message> more = receive(BATCH - batch.size(), 0);
      if (more.isEmpty()) {
        return batch;
      }
      batch.addAll(more);
    }
    return batch;
  }

  private List<Message> receive(int most, int waitSeconds) {
    return sqs.receiveMessage(
            r ->
                r.queueUrl(queueUrl)
                    .maxNumberOfMessages(most)
                    .waitTimeSeconds(waitSeconds)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void invoke(List<Message> batch) {
    try {
      RequestStreamHandler environment = idle.poll();
      environment = environment == null ? function.get() : environment;
      byte[] answer = answer(environment, batch);
      if (answer != null) {
        idle.add(environment);
        settle(batch, answer);
      }
    } finally {
      free.release();
    }
  }

  /// What the function answered, null where it threw: then its environment is gone and the whole
  /// batch stays.
  private byte @Nullable [] answer(RequestStreamHandler function, List<Message> batch) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      function.handleRequest(
          new ByteArrayInputStream(Invocation.event(batch)),
          answer,
          new LocalContext("dispatch", timeout));
      return answer.toByteArray();
    } catch (Exception | Error e) {
      System.err.println("the dispatch function threw " + e.getClass().getName());
      return null;
    }
  }

  private void settle(List<Message> batch, byte[] answer) {
    Set<String> ids = new HashSet<>();
    batch.forEach(message -> ids.add(message.messageId()));
    Set<String> kept = Invocation.kept(answer, ids);
    List<DeleteMessageBatchRequestEntry> done = new ArrayList<>();
    for (Message message : batch) {
      if (!kept.contains(message.messageId())) {
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
    }
    if (!done.isEmpty()) {
      sqs.deleteMessageBatch(r -> r.queueUrl(queueUrl).entries(done));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_AN_ERROR);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
