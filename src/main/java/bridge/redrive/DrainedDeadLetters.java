package bridge.redrive;

import bridge.platform.Platform;
import bridge.queue.DeadLetterQueue;
import bridge.queue.QueueUnavailableException;
import bridge.queue.ReceivedEvent;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// The dead letters received for one run, about the oldest first. What is not sent returns to the
/// queue at the end; after a run that dies, SQS makes everything visible again soon after its
/// deadline.
final class DrainedDeadLetters {
  /// SQS keeps at most 120,000 messages of a FIFO queue in flight and returns none beyond.
  static final int MAX_MESSAGES = 100_000;

  private static final int RECEIVERS = 10;

  /// While messages that somebody else has received are awaited.
  private static final Duration BETWEEN_RECEIVES = Duration.ofSeconds(1);

  /// The characters of bodies that fit into the function's memory.
  private static final long MAX_CHARS = 150_000_000;

  private final Platform platform;
  private final DeadLetterQueue queue;
  private final Map<String, ReceivedEvent> inFlight = new LinkedHashMap<>();
  private long chars;

  DrainedDeadLetters(Platform platform, DeadLetterQueue queue) {
    this.platform = platform;
    this.queue = queue;
  }

  /// Receives until the queue is empty and nobody else has a message in flight; false if time,
  /// memory or SQS's limit ends first.
  ///
  /// @param hidden for how long the messages stay invisible
  boolean receiveAll(Instant until, Duration hidden)
      throws InterruptedException, ExecutionException, QueueUnavailableException {
    Callable<List<ReceivedEvent>> receive = () -> queue.receive(hidden);
    while (platform.now().isBefore(until) && chars < MAX_CHARS && hasRoom()) {
      List<ReceivedEvent> round = new ArrayList<>();
      try {
        platform.runInParallel(Collections.nCopies(RECEIVERS, receive)).forEach(round::addAll);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof QueueUnavailableException down) {
          throw down;
        }
        throw e;
      }
      if (round.isEmpty()) {
        if (queue.depth().inFlight() <= inFlight.size()) {
          return true;
        }
        platform.sleep(BETWEEN_RECEIVES);
      }
      for (ReceivedEvent message : round) {
        inFlight.put(message.messageId(), message);
        chars += message.body().length();
      }
    }
    return false;
  }

  private boolean hasRoom() {
    return inFlight.size() + RECEIVERS * DeadLetterQueue.MAX_ENTRIES <= MAX_MESSAGES;
  }

  List<DeadLetter> deadLetters() {
    return inFlight.values().stream().map(DeadLetter::new).toList();
  }

  int size() {
    return inFlight.size();
  }

  /// Deletes what SQS has confirmed on the bulk queue. What cannot be deleted becomes visible again
  /// with the same deduplication id.
  void delete(List<ReceivedEvent> messages) {
    List<ReceivedEvent> left = queue.delete(messages);
    if (!left.isEmpty()) {
      queue.delete(left);
    }
    messages.forEach(message -> inFlight.remove(message.messageId()));
  }

  /// Makes the rest visible at once, as far as time allows.
  void returnToQueue(Instant until) throws InterruptedException, ExecutionException {
    List<List<VisibilityChange>> calls = new ArrayList<>();
    for (ReceivedEvent message : inFlight.values()) {
      if (calls.isEmpty() || calls.getLast().size() == DeadLetterQueue.MAX_ENTRIES) {
        calls.add(new ArrayList<>());
      }
      calls.getLast().add(new VisibilityChange(message, Duration.ZERO));
    }
    for (int i = 0; i < calls.size() && platform.now().isBefore(until); i += RECEIVERS) {
      platform.runInParallel(
          calls.subList(i, Math.min(i + RECEIVERS, calls.size())).stream()
              .map(this::changeVisibility)
              .toList());
    }
    inFlight.clear();
  }

  private Callable<Integer> changeVisibility(List<VisibilityChange> call) {
    return () -> {
      queue.change(call);
      return call.size();
    };
  }
}
