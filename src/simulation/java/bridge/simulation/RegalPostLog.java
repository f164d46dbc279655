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
  private final ConsentCheck consents;
  private final ContentCheck contents;
  private final @Nullable StateTableChecks checks;
  private final Map<SqsGroup, RegalPost> inFlight = new HashMap<>();

  /// When Regal processes what it did not answer in time.
  private final Map<SqsGroup, Long> lateUntil = new HashMap<>();

  private boolean isUnknownDeadLettered;
  private long count;
  private long overtaken;
  private long overtakenAtRegal;
  private Consumer<SimulatedEvent> watch = _ -> {};

  /// @param checks null where nothing is remembered
  RegalPostLog(
      Trace trace,
      Invariants invariants,
      ConsentCheck consents,
      @Nullable StateTableChecks checks) {
    this.consents = consents;
    this.contents = new ContentCheck(invariants, checks != null);
    this.checks = checks;
    this.duplicates = new Duplicates(checks == null ? null : checks.erasures());
    this.trace = trace;
    this.invariants = invariants;
  }

  /// From now on no named event may be sent again because its outcome is unknown.
  void setUnknownDeadLettered() {
    isUnknownDeadLettered = true;
  }

  /// Who wants to know of every POST when it begins.
  void watch(Consumer<SimulatedEvent> watch) {
    this.watch = watch;
  }

  /// A POST arrived at Regal.
  void recordPost(RegalPost post, MessageCopy copy, RegalModel.Reply reply, String json) {
    boolean isProcessed = reply.isProcessed();
    SimulatedInvocation invocation = post.invocation;
    SqsMessage message = post.message;
    count++;
    SimulatedEvent event = copy.event;
    trace.record(
        event, isProcessed ? "posted, processed" : "posted, not processed", message.number);
    copy.wasPosted = true;
    event.posts++;
    event.mayBeUnclaimed |= post.isTableUnavailableBefore;
    watch.accept(event);
    if (checks != null) {
      checks.visitors().recordPost(event);
    }
    contents.check(event, json);
    consents.record(event, post, json, isProcessed);
    overtaken += isOvertaking(message) ? 1 : 0;
    RegalPost other = inFlight.put(message.group, post);
    invariants.check(
        other == null
            || !other.isPending()
            || !invocation.hasCurrentReceipt(message)
            || invocation.isDeliveredTwice(),
        "event " + event.number + " was posted while another of its person was in flight");
    if (isProcessed) {
      long processedAt = post.at + reply.lateness().toNanos();
      overtakenAtRegal += lateUntil.getOrDefault(message.group, 0L) > processedAt ? 1 : 0;
      lateUntil.merge(message.group, processedAt, Math::max);
      event.processed++;
      if (event.processed == 1) {
        event.processedAt = trace.steps();
        event.processedNanos = post.at;
      } else {
        checkDuplicate(duplicates.record(post, copy), copy);
      }
      if (checks != null) {
        checks.staleValues().record(event, post, json);
      }
      copy.processedPost = post;
      event.lastProcessed = copy;
    }
  }

  /// Dead-lettering what Regal may have keeps a named event from being sent again, unless it is
  /// redriven, the table took no claim of it, or its person was erased with the claim.
  private void checkDuplicate(DuplicateCause cause, MessageCopy copy) {
    SimulatedEvent event = copy.event;
    MessageCopy last = event.lastProcessed;
    boolean isKept =
        isUnknownDeadLettered
            && event.kind.isNamed()
            && copy.source == null
            && !event.mayBeUnclaimed
            && last != null
            && last.processedPost != null
            && !last.processedPost.isTableUnavailable()
            && (checks == null
                || !checks.erasures().hasErased(event.person, last.processedPost.at));
    boolean isUnknown =
        cause == DuplicateCause.OUTCOME_UNKNOWN || cause == DuplicateCause.FUNCTION_DIED;
    invariants.check(
        cause != DuplicateCause.UNEXPLAINED && !(isKept && isUnknown),
        "event " + event.number + " reached Regal again without a cause");
  }

  void recordResponse(RegalPost post, MessageCopy copy, Delivery delivery) {
    post.delivery = delivery;
    copy.event.mayBeAtRegal |= delivery instanceof Delivery.Unknown;
    inFlight.remove(post.message.group, post);
    if (delivery instanceof Delivery.Accepted) {
      post.invocation.hasAccepted = true;
      copy.isDone = true;
    }
    trace.record(copy.event, "answer " + delivery, post.invocation.number);
  }

  /// Whether an earlier message of its group is not done yet.
  private static boolean isOvertaking(SqsMessage message) {
    for (SqsMessage earlier : message.group.messages) {
      if (earlier.number >= message.number) {
        return false;
      }
      if (earlier.copy != null && !earlier.copy.isDone && earlier.copy.event.processed == 0) {
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

  /// How many Regal processed before an earlier one of their group, whose POST timed out.
  long overtakenAtRegal() {
    return overtakenAtRegal;
  }

  /// How many came while an earlier message of their group was not done.
  long overtaken() {
    return overtaken;
  }
}
