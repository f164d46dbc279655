package bridge.simulation;

import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Records everything that happens and checks it against the promises.
final class EventLedger {
  /// A day before SQS deletes it.
  private static final Duration EXPIRY = Duration.ofDays(13);

  private final Trace trace;
  private final Invariants invariants;
  private final List<SimulatedEvent> events = new ArrayList<>();
  private final Map<String, Long> skipped = new TreeMap<>();
  private final Map<String, Long> deadLettersByReason = new TreeMap<>();
  private long deadLettered;
  private long deadLetteredUntried;
  private int orderUnsure;
  private final @Nullable StateTableChecks checks;
  private int poisonEvents;

  /// @param checks null without a state table
  EventLedger(Trace trace, Invariants invariants, @Nullable StateTableChecks checks) {
    this.trace = trace;
    this.invariants = invariants;
    this.checks = checks;
  }

  /// A time of the scheduler in milliseconds since 1970.
  static long millis(long nanos) {
    return Scheduler.START.plusNanos(nanos).toEpochMilli();
  }

  void add(SimulatedEvent event) {
    events.add(event);
    poisonEvents += event.poisonKind.isPermanent() ? 1 : 0;
  }

  /// How many events Regal will never take.
  int poisonEvents() {
    return poisonEvents;
  }

  SimulatedEvent event(int number) {
    return events.get(number);
  }

  List<SimulatedEvent> events() {
    return events;
  }

  Trace trace() {
    return trace;
  }

  // What SQS took, handed out and let go.

  void recordQueued(SqsMessage message, SimulatedEvent event, @Nullable MessageCopy source) {
    if (message.copy == null) {
      message.copy = new MessageCopy(event, source, message.number);
      if (source != null) {
        source.redrives++;
      }
    }
    trace.record(event, "queued", message.number);
  }

  void recordDeadLetter(
      SqsMessage message,
      SimulatedEvent event,
      @Nullable MessageCopy source,
      boolean isResponseLost) {
    QueuedEvent queued = message.event;
    trace.record(event, "dead_lettered", message.number);
    if (message.copy != null) {
      return;
    }
    MessageCopy copy = new MessageCopy(event, source, message.number);
    copy.isUnconfirmed = isResponseLost;
    if (source != null) {
      copy.isUnconfirmed |= source.deadLetterCopy != null && source.deadLetterCopy.isUnconfirmed;
      source.deadLetterCopy = copy;
    }
    message.copy = copy;
    event.deadLetters++;
    event.wasDeadLettered = true;
    event.isErased = !queued.attributes().containsKey(MessageAttribute.MESSAGE);
    String reason = queued.attributes().getOrDefault(MessageAttribute.REASON, "none");
    deadLettersByReason.merge(reason, 1L, Long::sum);
    boolean isExpired =
        reason.equals(Reason.EXPIRED.code())
            && message.sentAt - event.madeAt
                >= EXPIRY.minusMillis(SimulatedPlatform.SKEW).toNanos();
    if (!isExpired && !event.mayBeDeadLettered(reason)) {
      invariants.recordViolation(
          "event " + event.number + " was dead-lettered as " + reason + " without its fault");
    }
  }

  void recordRedrive(SqsMessage deadLetter) {
    if (deadLetter.copy != null) {
      deadLetter.copy.event.deadLetters--;
      trace.record(deadLetter.copy.event, "received from the dead letters", deadLetter.number);
    }
  }

  void recordMovedBySqs(SqsMessage message, SqsMessage dead) {
    MessageCopy copy = message.copy;
    if (copy != null) {
      dead.copy = new MessageCopy(copy.event, copy, dead.number);
      copy.event.deadLetters++;
      copy.event.wasDeadLettered = true;
      trace.record(copy.event, "dead-lettered", dead.number);
      deadLettered++;
      deadLetteredUntried += copy.wasPosted ? 0 : 1;
    }
  }

  void recordReceived(List<SqsMessage> messages, long now) {
    for (SqsMessage message : messages) {
      if (message.copy != null) {
        message.copy.event.receivedAt = now;
        trace.record(message.copy.event, "received", message.number);
      }
    }
  }

  void recordExpired(SqsMessage message) {
    invariants.recordViolation("SQS's retention took message " + message.id);
  }

  void recordDeleted(SqsMessage message, boolean isDone) {
    MessageCopy copy = message.copy;
    if (copy != null) {
      trace.record(copy.event, isDone ? "deleted" : "deleted too late", message.number);
      if (!isDone) {
        copy.isDeleteLate = true;
        copy.markDeadLetterUnconfirmed();
      }
    }
  }

  void recordOrderUnsure(SimulatedEvent event) {
    event.isOrderUnsure = true;
    orderUnsure++;
  }

  // What the function did.

  void recordResponse(SimulatedInvocation invocation, Set<String> kept) {
    trace.add("answered", invocation.number, kept.size());
    if (!invocation.hasVisibilityFailure
        && !invocation.isRefused
        && !invocation.isDeliveredTwice()) {
      checkVisibility(invocation, kept);
    }
  }

  /// A message that becomes visible later than its head would block the group.
  private void checkVisibility(SimulatedInvocation invocation, Set<String> kept) {
    Map<SqsGroup, Long> byGroup = new HashMap<>();
    for (SqsMessage message : invocation.batch.keySet()) {
      if (kept.contains(message.id) && invocation.hasCurrentReceipt(message)) {
        long until = message.hiddenUntil;
        invariants.check(
            byGroup.computeIfAbsent(message.group, _ -> until) == until,
            "message " + message.id + " got another delay than its head");
      }
    }
  }

  void recordLostDelete(SimulatedInvocation invocation, Set<String> kept) {
    for (SqsMessage message : invocation.batch.keySet()) {
      if (message.copy != null && !kept.contains(message.id)) {
        message.copy.isDeleteLost = true;
        message.copy.markDeadLetterUnconfirmed();
        trace.record(message.copy.event, "deletion lost", message.number);
      }
    }
  }

  void recordThrow(SimulatedInvocation invocation, Throwable thrown) {
    trace.add("threw", invocation.number);
  }

  void recordTimeout(SimulatedInvocation invocation) {
    if (!invocation.isStalled) {
      invariants.recordViolation(
          "invocation " + invocation.number + " ran out of its time and nothing held it up");
    }
  }

  void recordCrash(SimulatedInvocation invocation) {
    for (SqsMessage message : invocation.batch.keySet()) {
      if (message.copy != null) {
        message.copy.markDeadLetterUnconfirmed();
        message.copy.event.mayBeAtRegal = true;
        trace.record(message.copy.event, "function died", invocation.number);
      }
    }
  }

  /// Records the outcome that the bridge reports for a message.
  ///
  /// @param isTableUnavailable whether it says too that it could not ask the table about the event
  void recordOutcome(
      SqsMessage message, String outcome, String reason, boolean isTableUnavailable) {
    MessageCopy copy = message.copy;
    if (copy == null) {
      return;
    }
    SimulatedEvent event = copy.event;
    trace.record(event, outcome + " " + reason, message.number);
    switch (outcome) {
      case "delivered", "duplicate" -> {
        copy.isDone = true;
        if (event.processed == 0) {
          invariants.recordViolation(
              "event " + event.number + " is said to be delivered, and Regal never had it");
        }
        if (event.kind == EventKind.VISITOR && checks != null) {
          checks.visitors().recordDone(event, isTableUnavailable);
        }
      }
      case "skipped" -> {
        copy.isDone = true;
        if (!event.isSkipped) {
          event.isSkipped = true;
          skipped.merge(reason, 1L, Long::sum);
        }
        invariants.check(
            maySkip(event, reason),
            "event " + event.number + " was skipped as " + reason + " without a rule");
        if (event.kind == EventKind.ANONYMOUS && checks != null) {
          checks.visitors().recordSkipped(event, isTableUnavailable);
        }
      }
      case "dead_lettered" -> {
        copy.isDone = true;
        if (copy.deadLetterCopy == null) {
          invariants.recordViolation(
              "event " + event.number + " is reported as dead-lettered, and is not");
        }
        if (event.kind == EventKind.DELETE && checks != null) {
          checks.erasures().end(event.person);
          checks.erasureCheck().end(event.person, event.isErased);
        }
      }
      default -> {}
    }
  }

  // The figures.

  long deadLettered() {
    return deadLettered;
  }

  long deadLetteredUntried() {
    return deadLetteredUntried;
  }

  int orderUnsure() {
    return orderUnsure;
  }

  Map<String, Long> skipped() {
    return skipped;
  }

  Map<String, Long> deadLettersByReason() {
    return deadLettersByReason;
  }

  /// A profile update without identifiers but the userId leaves nothing to be sent if newer ones
  /// have said its values.
  private boolean maySkip(SimulatedEvent event, String reason) {
    return event.kind.skipReason().equals(reason)
        || (event.kind.isProfileUpdate()
            && event.contacts.isNone()
            && checks != null
            && reason.equals(Reason.NOTHING_TO_SEND.code()));
  }
}
