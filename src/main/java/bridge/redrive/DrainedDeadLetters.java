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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// All that the rejected queue holds, taken out for one run: only who sees all of a person's parked
/// events can send them in order. What is not sent goes back at the end; of a run that dies, SQS
/// shows everything again after 90 seconds.
final class DrainedDeadLetters {
  private static final int RECEIVERS = 10;

  /// What fits into the function's memory, in characters of bodies.
  private static final long MAX_CHARS = 150_000_000;

  private final Platform platform;
  private final DeadLetterQueue queue;
  private final Set<ReceivedEvent> held = new LinkedHashSet<>();
  private long chars;

  DrainedDeadLetters(Platform platform, DeadLetterQueue queue) {
    this.platform = platform;
    this.queue = queue;
  }

  /// Takes until the queue gives nothing more; false where time or memory ended first.
  boolean receiveAll(Instant until)
      throws InterruptedException, ExecutionException, QueueUnavailableException {
    Callable<List<ReceivedEvent>> receive = queue::receive;
    while (platform.now().isBefore(until) && chars < MAX_CHARS) {
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
        return true;
      }
      held.addAll(round);
      round.forEach(message -> chars += message.body().length());
    }
    return false;
  }

  List<DeadLetter> deadLetters() {
    return held.stream().map(DeadLetter::new).toList();
  }

  int size() {
    return held.size();
  }

  /// Deletes what SQS has confirmed on the other queue. What cannot be deleted comes back, and its
  /// dedup id stays the same.
  void delete(List<ReceivedEvent> messages) {
    List<ReceivedEvent> left = queue.delete(messages);
    if (!left.isEmpty()) {
      queue.delete(left);
    }
    messages.forEach(held::remove);
  }

  /// Gives back what is still held, at once, as far as time allows.
  void returnToQueue(Instant until) throws InterruptedException, ExecutionException {
    List<List<VisibilityChange>> calls = new ArrayList<>();
    for (ReceivedEvent message : held) {
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
    held.clear();
  }

  private Callable<Integer> changeVisibility(List<VisibilityChange> call) {
    return () -> {
      queue.change(call);
      return call.size();
    };
  }
}
