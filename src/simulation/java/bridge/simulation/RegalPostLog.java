package bridge.simulation;

import bridge.regal.Delivery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every POST that reached Regal: whether it was its event's turn, and whether it had to be.
final class RegalPostLog {
  private final Trace trace;
  private final Invariants promises;
  private final Duplicates duplicates;
  private final @Nullable MemoryChecks memory;
  private final Map<SqsGroup, RegalPost> inFlight = new HashMap<>();
  private long count;
  private long overtaken;
  private Consumer<SimulatedEvent> watch = _ -> {};

  /// @param memory null where nothing is remembered
  RegalPostLog(Trace trace, Invariants promises, @Nullable MemoryChecks memory) {
    this.memory = memory;
    this.duplicates = new Duplicates(memory == null ? null : memory.erasures());
    this.trace = trace;
    this.promises = promises;
  }

  /// Who wants to know of every POST when it begins.
  void watch(Consumer<SimulatedEvent> watch) {
    this.watch = watch;
  }

  /// A POST arrived at Regal.
  void posted(RegalPost post, MessageCopy copy, boolean isProcessed, String json) {
    SimulatedInvocation invocation = post.invocation;
    SqsMessage message = post.message;
    count++;
    SimulatedEvent fact = copy.fact();
    trace.of(fact, isProcessed ? "posted, processed" : "posted, not processed", message.number);
    copy.wasPosted = true;
    fact.posts++;
    watch.accept(fact);
    if (memory != null) {
      memory.visitors().posted(fact);
    }
    overtaken += isOvertaking(message) ? 1 : 0;
    RegalPost other = inFlight.put(message.group, post);
    promises.hold(
        other == null || !other.isWaiting() || !invocation.holds(message),
        "event " + fact.number + " was posted while another of its person was in flight");
    if (isProcessed) {
      fact.processed++;
      if (fact.processed == 1) {
        fact.processedAt = trace.steps();
        fact.processedNanos = post.at;
      } else if (duplicates.repeated(post, copy) == DuplicateCause.UNEXPLAINED) {
        unexplained(fact);
      }
      if (memory != null) {
        memory.newest().processed(fact, post, json);
      }
      copy.processed = post;
      fact.lastProcessed = copy;
    }
  }

  void answeredBy(RegalPost post, MessageCopy copy, Delivery delivery) {
    post.answer = delivery;
    inFlight.remove(post.message.group, post);
    if (delivery instanceof Delivery.Accepted) {
      copy.isDone = true;
    }
    trace.of(copy.fact(), "answer " + delivery, post.invocation.number);
  }

  private void unexplained(SimulatedEvent fact) {
    promises.broken("event " + fact.number + " reached Regal again without a cause");
  }

  /// Whether an earlier message of its group is not done yet.
  private static boolean isOvertaking(SqsMessage message) {
    for (SqsMessage earlier : message.group.messages) {
      if (earlier.number >= message.number) {
        return false;
      }
      if (earlier.copy != null && !earlier.copy.isDone && earlier.copy.fact().processed == 0) {
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
