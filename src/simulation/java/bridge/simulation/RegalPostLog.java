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
  private final @Nullable StateTableChecks checks;
  private final Map<SqsGroup, RegalPost> inFlight = new HashMap<>();
  private long count;
  private long overtaken;
  private Consumer<SimulatedEvent> watch = _ -> {};

  /// @param checks null where nothing is remembered
  RegalPostLog(Trace trace, Invariants invariants, @Nullable StateTableChecks checks) {
    this.checks = checks;
    this.duplicates = new Duplicates(checks == null ? null : checks.erasures());
    this.trace = trace;
    this.invariants = invariants;
  }

  /// Who wants to know of every POST when it begins.
  void watch(Consumer<SimulatedEvent> watch) {
    this.watch = watch;
  }

  /// A POST arrived at Regal.
  void recordPost(RegalPost regalPost, MessageCopy messageCopy, boolean isProcessed, String json) {
    SimulatedInvocation simulatedInvocation = regalPost.simulatedInvocation;
    SqsMessage message = regalPost.message;
    count++;
    SimulatedEvent simulatedEvent = messageCopy.event();
    trace.record(
        simulatedEvent,
        isProcessed ? "posted, processed" : "posted, not processed",
        message.number);
    messageCopy.wasPosted = true;
    simulatedEvent.posts++;
    watch.accept(simulatedEvent);
    if (checks != null) {
      checks.visitors().recordPost(simulatedEvent);
    }
    overtaken += isOvertaking(message) ? 1 : 0;
    RegalPost other = inFlight.put(message.group, regalPost);
    invariants.check(
        other == null || !other.isPending() || !simulatedInvocation.hasCurrentReceipt(message),
        "event " + simulatedEvent.number + " was posted while another of its person was in flight");
    if (isProcessed) {
      simulatedEvent.processed++;
      if (simulatedEvent.processed == 1) {
        simulatedEvent.processedAt = trace.steps();
        simulatedEvent.processedNanos = regalPost.at;
      } else if (duplicates.record(regalPost, messageCopy) == DuplicateCause.UNEXPLAINED) {
        reportUnexplained(simulatedEvent);
      }
      if (checks != null) {
        checks.staleValues().record(simulatedEvent, regalPost, json);
      }
      messageCopy.processedPost = regalPost;
      simulatedEvent.lastProcessed = messageCopy;
    }
  }

  void recordResponse(RegalPost regalPost, MessageCopy messageCopy, Delivery delivery) {
    regalPost.delivery = delivery;
    inFlight.remove(regalPost.message.group, regalPost);
    if (delivery instanceof Delivery.Accepted) {
      messageCopy.isDone = true;
    }
    trace.record(messageCopy.event(), "answer " + delivery, regalPost.simulatedInvocation.number);
  }

  private void reportUnexplained(SimulatedEvent simulatedEvent) {
    invariants.recordViolation(
        "event " + simulatedEvent.number + " reached Regal again without a cause");
  }

  /// Whether an earlier message of its group is not done yet.
  private static boolean isOvertaking(SqsMessage message) {
    for (SqsMessage earlier : message.group.messages) {
      if (earlier.number >= message.number) {
        return false;
      }
      if (earlier.messageCopy != null
          && !earlier.messageCopy.isDone
          && earlier.messageCopy.event().processed == 0) {
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
