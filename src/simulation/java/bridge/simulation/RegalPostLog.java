package bridge.simulation;

import bridge.regal.Delivery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every POST that reached Regal: whether it was its event's turn, and whether it had to be.
final class RegalPostLog {
  private final Trace trace;
  private final Invariants invariants;
  private final Duplicates duplicates;
  private final @Nullable MemoryChecks memory;
  private final Map<SqsGroup, RegalPost> inFlight = new HashMap<>();
  private long count;
  private long overtaken;
  private Consumer<SimulatedEvent> watch = _ -> {};

  /// @param memory null where nothing is remembered
  RegalPostLog(Trace trace, Invariants invariants, @Nullable MemoryChecks memory) {
    this.memory = memory;
    this.duplicates = new Duplicates(memory == null ? null : memory.erasures());
    this.trace = trace;
    this.invariants = invariants;
  }

  /// Who wants to know of every POST when it begins.
  void watch(Consumer<SimulatedEvent> watch) {
    this.watch = watch;
  }

  /// A POST arrived at Regal.
  void posted(RegalPost regalPost, MessageCopy messageCopy, boolean isProcessed, String json) {
    SimulatedInvocation simulatedInvocation = regalPost.simulatedInvocation;
    SqsMessage message = regalPost.message;
    count++;
    SimulatedEvent simulatedEvent = messageCopy.fact();
    trace.of(
        simulatedEvent,
        isProcessed ? "posted, processed" : "posted, not processed",
        message.number);
    messageCopy.wasPosted = true;
    simulatedEvent.posts++;
    watch.accept(simulatedEvent);
    if (memory != null) {
      memory.visitors().posted(simulatedEvent);
    }
    overtaken += isOvertaking(message) ? 1 : 0;
    RegalPost other = inFlight.put(message.group, regalPost);
    invariants.hold(
        other == null || !other.isWaiting() || !simulatedInvocation.holds(message),
        "event " + simulatedEvent.number + " was posted while another of its person was in flight");
    if (isProcessed) {
      simulatedEvent.processed++;
      if (simulatedEvent.processed == 1) {
        simulatedEvent.processedAt = trace.steps();
        simulatedEvent.processedNanos = regalPost.at;
      } else if (duplicates.repeated(regalPost, messageCopy) == DuplicateCause.UNEXPLAINED) {
        unexplained(simulatedEvent);
      }
      if (memory != null) {
        memory.newest().processed(simulatedEvent, regalPost, json);
      }
      messageCopy.processed = regalPost;
      simulatedEvent.lastProcessed = messageCopy;
    }
  }

  void answeredBy(RegalPost regalPost, MessageCopy messageCopy, Delivery delivery) {
    regalPost.answer = delivery;
    inFlight.remove(regalPost.message.group, regalPost);
    if (delivery instanceof Delivery.Accepted) {
      messageCopy.isDone = true;
    }
    trace.of(messageCopy.fact(), "answer " + delivery, regalPost.simulatedInvocation.number);
  }

  private void unexplained(SimulatedEvent simulatedEvent) {
    invariants.broken("event " + simulatedEvent.number + " reached Regal again without a cause");
  }

  /// Whether an earlier message of its group is not done yet.
  private static boolean isOvertaking(SqsMessage message) {
    for (SqsMessage earlier : message.group.messages) {
      if (earlier.number >= message.number) {
        return false;
      }
      if (earlier.messageCopy != null
          && !earlier.messageCopy.isDone
          && earlier.messageCopy.fact().processed == 0) {
        return true;
      }
    }
    return false;
  }

  Duplicates duplicates() {
    return duplicates;
  }

  long count() {
    return count;
  }

  /// How many came while an earlier message of their group was not done.
  long overtaken() {
    return overtaken;
  }
}
