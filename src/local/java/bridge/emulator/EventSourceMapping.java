package bridge.emulator;

import bridge.console.EventLog;
import bridge.console.ExecutionScope;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
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
public final class EventSourceMapping implements AutoCloseable {
  private static final int BATCH = 10;

  /// The dispatch function's, as deployed.
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// Dispatch begins no POST in its last 22 s; one to an emulator takes less than four of them.
  private static final Duration WITHOUT_A_POST = Duration.ofSeconds(18);

  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);

  /// Environments are numbered over all sources of this process.
  private static final AtomicInteger ENVIRONMENTS = new AtomicInteger();

  private final SqsClient sqs;
  private final String queueUrl;
  private final Supplier<RequestStreamHandler> function;
  private final EventLog eventLog;
  private final Queue<Environment> idle = new ConcurrentLinkedQueue<>();
  private final Map<Environment, Thread> running = new ConcurrentHashMap<>();
  private final Semaphore free;
  private final Duration timeout;
  private final Thread poller;
  private volatile boolean isClosed;

  /// @param timeout of one invocation
  /// @param function makes a new environment
  /// @param eventLog records each batch
  public EventSourceMapping(
      SqsClient sqs,
      String queueUrl,
      int maxConcurrency,
      Duration timeout,
      Supplier<RequestStreamHandler> function,
      EventLog eventLog) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.function = function;
    this.eventLog = eventLog;
    this.free = new Semaphore(maxConcurrency);
    this.timeout = timeout;
    this.poller = Thread.ofVirtual().unstarted(this::poll);
  }

  /// The time of an invocation: as deployed, but with a visibility far below the deployed 360 s so
  /// little that the last POST begins before the messages are handed out again.
  public static Duration timeout(int visibilitySeconds) {
    Duration most = Duration.ofSeconds(visibilitySeconds).plus(WITHOUT_A_POST);
    return most.compareTo(TIMEOUT) < 0 ? most : TIMEOUT;
  }

  public void start() {
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
      Environment environment = idle.poll();
      if (environment == null) {
        environment = new Environment(ENVIRONMENTS.incrementAndGet(), function.get());
      }
      eventLog.recordReceived(environment.number(), queueUrl, batch);
      byte[] answer = call(environment, batch);
      if (answer == null) {
        eventLog.recordCrash(environment.number());
      } else {
        idle.add(environment);
        Set<String> failures = SqsEventJson.readFailures(answer, ids(batch));
        eventLog.recordResponse(environment.number(), failures);
        deleteDone(batch, failures);
      }
    } finally {
      free.release();
    }
  }

  /// What the function answered, null where it threw or was killed: then its environment is gone
  /// and the whole batch stays.
  private byte @Nullable [] call(Environment environment, List<Message> batch) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    running.put(environment, Thread.currentThread());
    try {
      ExecutionScope.runIn(
          new ExecutionScope.Environment(environment.number()),
          () ->
              environment
                  .function()
                  .handleRequest(
                      new ByteArrayInputStream(SqsEventJson.toEvent(batch)),
                      answer,
                      new LocalLambdaContext("dispatch", timeout)));
    } catch (Exception | Error e) {
      System.err.println("the dispatch function threw " + e.getClass().getName());
      running.remove(environment);
      return null;
    }
    boolean wasKilled = running.remove(environment) == null;
    return wasKilled ? null : answer.toByteArray();
  }

  /// Ends every running invocation as a crash would: what it has not yet sent to SQS is lost, and
  /// its environment is gone.
  public int kill() {
    int killed = 0;
    for (Environment environment : List.copyOf(running.keySet())) {
      Thread thread = running.remove(environment);
      if (thread != null) {
        thread.interrupt();
        killed++;
      }
    }
    return killed;
  }

  private void deleteDone(List<Message> batch, Set<String> failures) {
    List<DeleteMessageBatchRequestEntry> done = new ArrayList<>();
    for (Message message : batch) {
      if (!failures.contains(message.messageId())) {
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

  private static Set<String> ids(List<Message> batch) {
    Set<String> ids = new HashSet<>();
    batch.forEach(message -> ids.add(message.messageId()));
    return ids;
  }

  private static void pause() {
    try {
      Thread.sleep(AFTER_AN_ERROR);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Where one invocation after another runs.
  private record Environment(int number, RequestStreamHandler function) {}
}
