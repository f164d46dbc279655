package bridge.simulation;

import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Sees everything that happens and holds it against what was promised.
final class EventLedger {
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

  /// @param checks null where nothing is remembered
  EventLedger(Trace trace, Invariants invariants, @Nullable StateTableChecks checks) {
    this.trace = trace;
    this.invariants = invariants;
    this.checks = checks;
  }

  /// When the next event happened: now or, since no two have the same time, a little later.
  long nextTime(Instant now) {
    long last = events.isEmpty() ? 0 : events.getLast().time;
    return Math.max(now.toEpochMilli(), last + 1);
  }

  /// The event that happened at that time, in milliseconds since 1970.
  SimulatedEvent eventAt(long time) {
    int low = 0;
    int high = events.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).time < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return events.get(low);
  }

  void add(SimulatedEvent simulatedEvent) {
    events.add(simulatedEvent);
    poisonEvents += simulatedEvent.poisonKind.isPermanent() ? 1 : 0;
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

  void recordQueued(
      SqsMessage message, SimulatedEvent simulatedEvent, @Nullable MessageCopy source) {
    if (message.messageCopy == null) {
      message.messageCopy = new MessageCopy(simulatedEvent, source, message.number);
      if (source != null) {
        source.redrives++;
      }
    }
    trace.record(simulatedEvent, "queued", message.number);
  }

  void recordDeadLetter(
      SqsMessage message,
      SimulatedEvent simulatedEvent,
      @Nullable MessageCopy source,
      boolean isResponseLost) {
    QueuedEvent event = message.event;
    trace.record(simulatedEvent, "parked", message.number);
    if (message.messageCopy != null) {
      return;
    }
    MessageCopy messageCopy = new MessageCopy(simulatedEvent, source, message.number);
    messageCopy.isUnconfirmed = isResponseLost;
    if (source != null) {
      messageCopy.isUnconfirmed |=
          source.deadLetterCopy != null && source.deadLetterCopy.isUnconfirmed;
      source.deadLetterCopy = messageCopy;
    }
    message.messageCopy = messageCopy;
    simulatedEvent.deadLetters++;
    simulatedEvent.wasDeadLettered = true;
    String reason = event.attributes().getOrDefault(MessageAttribute.REASON, "none");
    deadLettersByReason.merge(reason, 1L, Long::sum);
    if (!mayDeadLetter(simulatedEvent, reason)) {
      invariants.recordViolation(
          "event " + simulatedEvent.number + " was parked as " + reason + " without its fault");
    }
  }

  void recordRedrive(SqsMessage deadLetter) {
    if (deadLetter.messageCopy != null) {
      deadLetter.messageCopy.event().deadLetters--;
      trace.record(deadLetter.messageCopy.event(), "taken from the parked", deadLetter.number);
    }
  }

  void deadLettered(SqsMessage message, SqsMessage dead) {
    MessageCopy messageCopy = message.messageCopy;
    if (messageCopy != null) {
      dead.messageCopy = new MessageCopy(messageCopy.event(), messageCopy, dead.number);
      messageCopy.event().deadLetters++;
      messageCopy.event().wasDeadLettered = true;
      trace.record(messageCopy.event(), "dead-lettered", dead.number);
      deadLettered++;
      deadLetteredUntried += messageCopy.wasPosted ? 0 : 1;
    }
  }

  void recordReceived(ReceivedBatch batch) {
    for (SqsMessage message : batch.messages()) {
      if (message.messageCopy != null) {
        trace.record(message.messageCopy.event(), "received", message.number);
      }
    }
  }

  void recordExpired(SqsMessage message) {
    invariants.recordViolation("SQS's retention took message " + message.id);
  }

  void recordDeleted(SqsMessage message, boolean isDone) {
    MessageCopy messageCopy = message.messageCopy;
    if (messageCopy != null) {
      trace.record(messageCopy.event(), isDone ? "deleted" : "deleted too late", message.number);
      if (!isDone) {
        messageCopy.isDeleteLate = true;
        messageCopy.markDeadLetterUnconfirmed();
      }
    }
  }

  void orderUnsure(SimulatedEvent simulatedEvent) {
    simulatedEvent.isOrderUnsure = true;
    orderUnsure++;
  }

  // What the function did.

  void recordResponse(SimulatedInvocation simulatedInvocation, Set<String> kept) {
    trace.add("answered", simulatedInvocation.number, kept.size());
    if (!simulatedInvocation.hasVisibilityFailure) {
      checkVisibility(simulatedInvocation, kept);
    }
  }

  /// A follower that comes back later than its head would lock the person.
  private void checkVisibility(SimulatedInvocation simulatedInvocation, Set<String> kept) {
    Map<SqsGroup, Long> byGroup = new HashMap<>();
    for (SqsMessage message : simulatedInvocation.batch.messages()) {
      if (kept.contains(message.id) && simulatedInvocation.hasCurrentReceipt(message)) {
        long until = message.hiddenUntil;
        invariants.check(
            byGroup.computeIfAbsent(message.group, _ -> until) == until,
            "message " + message.id + " got another delay than its head");
      }
    }
  }

  void recordLostDelete(SimulatedInvocation simulatedInvocation, Set<String> kept) {
    for (SqsMessage message : simulatedInvocation.batch.messages()) {
      if (message.messageCopy != null && !kept.contains(message.id)) {
        message.messageCopy.isDeleteLost = true;
        message.messageCopy.markDeadLetterUnconfirmed();
        trace.record(message.messageCopy.event(), "deletion lost", message.number);
      }
    }
  }

  void recordThrow(SimulatedInvocation simulatedInvocation, Throwable thrown) {
    trace.add("threw", simulatedInvocation.number);
  }

  void recordTimeout(SimulatedInvocation simulatedInvocation) {
    if (!simulatedInvocation.isStalled) {
      invariants.recordViolation(
          "invocation "
              + simulatedInvocation.number
              + " ran out of its time and nothing held it up");
    }
  }

  void recordCrash(SimulatedInvocation simulatedInvocation) {
    for (SqsMessage message : simulatedInvocation.batch.messages()) {
      if (message.messageCopy != null) {
        message.messageCopy.markDeadLetterUnconfirmed();
        trace.record(message.messageCopy.event(), "function died", simulatedInvocation.number);
      }
    }
  }

  /// What the bridge says became of a message.
  ///
  /// @param isTableUnavailable whether it says too that it could not ask the table about the event
  void recordOutcome(
      SqsMessage message, String outcome, String reason, boolean isTableUnavailable) {
    MessageCopy messageCopy = message.messageCopy;
    if (messageCopy == null) {
      return;
    }
    SimulatedEvent simulatedEvent = messageCopy.event();
    trace.record(simulatedEvent, outcome + " " + reason, message.number);
    switch (outcome) {
      case "delivered", "repeated" -> {
        messageCopy.isDone = true;
        if (simulatedEvent.processed == 0) {
          invariants.recordViolation(
              "event "
                  + simulatedEvent.number
                  + " is said to be delivered, and Regal never had it");
        }
        if (simulatedEvent.eventKind == EventKind.VISITOR && checks != null) {
          checks.visitors().recordDone(simulatedEvent, isTableUnavailable);
        }
      }
      case "skipped" -> {
        messageCopy.isDone = true;
        if (!simulatedEvent.isSkipped) {
          simulatedEvent.isSkipped = true;
          skipped.merge(reason, 1L, Long::sum);
        }
        invariants.check(
            maySkip(simulatedEvent, reason),
            "event " + simulatedEvent.number + " was skipped as " + reason + " without a rule");
        if (simulatedEvent.eventKind == EventKind.ANONYMOUS && checks != null) {
          checks.visitors().skipped(simulatedEvent, isTableUnavailable);
        }
      }
      case "parked" -> {
        messageCopy.isDone = true;
        if (messageCopy.deadLetterCopy == null) {
          invariants.recordViolation(
              "event " + simulatedEvent.number + " is said to be parked, and is not");
        }
        if (simulatedEvent.eventKind == EventKind.DELETE && checks != null) {
          checks.erasures().end(simulatedEvent.person);
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

  /// An Engage trait of which a newer one was said leaves nothing to be sent.
  private boolean maySkip(SimulatedEvent simulatedEvent, String reason) {
    return simulatedEvent.eventKind.skipReason().equals(reason)
        || (simulatedEvent.eventKind == EventKind.ENGAGE_TRAIT
            && checks != null
            && reason.equals(Reason.NOTHING_TO_SEND.code()));
  }

  private static boolean mayDeadLetter(SimulatedEvent simulatedEvent, String reason) {
    if (simulatedEvent.eventKind.deadLetterReason().equals(reason)) {
      return true;
    }
    if (reason.equals(Reason.REJECTED.code())) {
      return simulatedEvent.wasRejected;
    }
    return reason.equals(Reason.POISON_EVENT.code())
        && (simulatedEvent.poisonKind != PoisonKind.NONE || simulatedEvent.ownFailures >= 2);
  }
}
