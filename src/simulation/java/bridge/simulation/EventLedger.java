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
  private final List<SimulatedEvent> facts = new ArrayList<>();
  private final Map<String, Long> skipped = new TreeMap<>();
  private final Map<String, Long> parked = new TreeMap<>();
  private long deadLettered;
  private long deadLetteredUntried;
  private int orderUnsure;
  private final @Nullable MemoryChecks memory;
  private int sick;

  /// @param memory null where nothing is remembered
  EventLedger(Trace trace, Invariants invariants, @Nullable MemoryChecks memory) {
    this.trace = trace;
    this.invariants = invariants;
    this.memory = memory;
  }

  /// When the next event happened: now or, since no two have the same time, a little later.
  long nextTime(Instant now) {
    long last = facts.isEmpty() ? 0 : facts.getLast().time;
    return Math.max(now.toEpochMilli(), last + 1);
  }

  /// The event that happened at that time, in milliseconds since 1970.
  SimulatedEvent happened(long time) {
    int low = 0;
    int high = facts.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (facts.get(middle).time < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return facts.get(low);
  }

  void made(SimulatedEvent simulatedEvent) {
    facts.add(simulatedEvent);
    sick += simulatedEvent.poisonKind.isForEver() ? 1 : 0;
  }

  /// How many events Regal will never take.
  int sick() {
    return sick;
  }

  SimulatedEvent fact(int number) {
    return facts.get(number);
  }

  List<SimulatedEvent> facts() {
    return facts;
  }

  Trace trace() {
    return trace;
  }

  // What SQS took, handed out and let go.

  void queued(SqsMessage message, SimulatedEvent simulatedEvent, @Nullable MessageCopy source) {
    if (message.messageCopy == null) {
      message.messageCopy = new MessageCopy(simulatedEvent, source, message.number);
      if (source != null) {
        source.sentBack++;
      }
    }
    trace.of(simulatedEvent, "queued", message.number);
  }

  void parked(
      SqsMessage message,
      SimulatedEvent simulatedEvent,
      @Nullable MessageCopy source,
      boolean isAnswerLost) {
    QueuedEvent event = message.event;
    trace.of(simulatedEvent, "parked", message.number);
    if (message.messageCopy != null) {
      return;
    }
    MessageCopy messageCopy = new MessageCopy(simulatedEvent, source, message.number);
    messageCopy.isUnsure = isAnswerLost;
    if (source != null) {
      messageCopy.isUnsure |= source.parkedAs != null && source.parkedAs.isUnsure;
      source.parkedAs = messageCopy;
    }
    message.messageCopy = messageCopy;
    simulatedEvent.parked++;
    simulatedEvent.wasParked = true;
    String reason = event.attributes().getOrDefault(MessageAttribute.REASON, "none");
    parked.merge(reason, 1L, Long::sum);
    if (!mayPark(simulatedEvent, reason)) {
      invariants.broken(
          "event " + simulatedEvent.number + " was parked as " + reason + " without its fault");
    }
  }

  void sentBack(SqsMessage parked) {
    if (parked.messageCopy != null) {
      parked.messageCopy.fact().parked--;
      trace.of(parked.messageCopy.fact(), "taken from the parked", parked.number);
    }
  }

  void deadLettered(SqsMessage message, SqsMessage dead) {
    MessageCopy messageCopy = message.messageCopy;
    if (messageCopy != null) {
      dead.messageCopy = new MessageCopy(messageCopy.fact(), messageCopy, dead.number);
      messageCopy.fact().parked++;
      messageCopy.fact().wasParked = true;
      trace.of(messageCopy.fact(), "dead-lettered", dead.number);
      deadLettered++;
      deadLetteredUntried += messageCopy.wasPosted ? 0 : 1;
    }
  }

  void received(ReceivedBatch batch) {
    for (SqsMessage message : batch.messages()) {
      if (message.messageCopy != null) {
        trace.of(message.messageCopy.fact(), "received", message.number);
      }
    }
  }

  void expired(SqsMessage message) {
    invariants.broken("SQS's retention took message " + message.id);
  }

  void deleted(SqsMessage message, boolean isDone) {
    MessageCopy messageCopy = message.messageCopy;
    if (messageCopy != null) {
      trace.of(messageCopy.fact(), isDone ? "deleted" : "deleted too late", message.number);
      if (!isDone) {
        messageCopy.isDeleteLate = true;
        messageCopy.parkingIsUnsure();
      }
    }
  }

  void orderUnsure(SimulatedEvent simulatedEvent) {
    simulatedEvent.isOrderUnsure = true;
    orderUnsure++;
  }

  // What the function did.

  void answered(SimulatedInvocation simulatedInvocation, Set<String> kept) {
    trace.add("answered", simulatedInvocation.number, kept.size());
    if (!simulatedInvocation.hasFailedDelays) {
      checkDelays(simulatedInvocation, kept);
    }
  }

  /// A follower that comes back later than its head would lock the person.
  private void checkDelays(SimulatedInvocation simulatedInvocation, Set<String> kept) {
    Map<SqsGroup, Long> byGroup = new HashMap<>();
    for (SqsMessage message : simulatedInvocation.batch.messages()) {
      if (kept.contains(message.id) && simulatedInvocation.holds(message)) {
        long until = message.hiddenUntil;
        invariants.hold(
            byGroup.computeIfAbsent(message.group, _ -> until) == until,
            "message " + message.id + " got another delay than its head");
      }
    }
  }

  void deleteLost(SimulatedInvocation simulatedInvocation, Set<String> kept) {
    for (SqsMessage message : simulatedInvocation.batch.messages()) {
      if (message.messageCopy != null && !kept.contains(message.id)) {
        message.messageCopy.isDeleteLost = true;
        message.messageCopy.parkingIsUnsure();
        trace.of(message.messageCopy.fact(), "deletion lost", message.number);
      }
    }
  }

  void threw(SimulatedInvocation simulatedInvocation, Throwable thrown) {
    trace.add("threw", simulatedInvocation.number);
  }

  void ranOut(SimulatedInvocation simulatedInvocation) {
    if (!simulatedInvocation.isStalled) {
      invariants.broken(
          "invocation "
              + simulatedInvocation.number
              + " ran out of its time and nothing held it up");
    }
  }

  void died(SimulatedInvocation simulatedInvocation) {
    for (SqsMessage message : simulatedInvocation.batch.messages()) {
      if (message.messageCopy != null) {
        message.messageCopy.parkingIsUnsure();
        trace.of(message.messageCopy.fact(), "function died", simulatedInvocation.number);
      }
    }
  }

  /// What the bridge says became of a message.
  ///
  /// @param isTableAway whether it says too that it could not ask the table about the event
  void told(SqsMessage message, String outcome, String reason, boolean isTableAway) {
    MessageCopy messageCopy = message.messageCopy;
    if (messageCopy == null) {
      return;
    }
    SimulatedEvent simulatedEvent = messageCopy.fact();
    trace.of(simulatedEvent, outcome + " " + reason, message.number);
    switch (outcome) {
      case "delivered", "repeated" -> {
        messageCopy.isDone = true;
        if (simulatedEvent.processed == 0) {
          invariants.broken(
              "event "
                  + simulatedEvent.number
                  + " is said to be delivered, and Regal never had it");
        }
        if (simulatedEvent.eventKind == EventKind.VISITOR && memory != null) {
          memory.visitors().done(simulatedEvent, isTableAway);
        }
      }
      case "skipped" -> {
        messageCopy.isDone = true;
        if (!simulatedEvent.isSkipped) {
          simulatedEvent.isSkipped = true;
          skipped.merge(reason, 1L, Long::sum);
        }
        invariants.hold(
            maySkip(simulatedEvent, reason),
            "event " + simulatedEvent.number + " was skipped as " + reason + " without a rule");
        if (simulatedEvent.eventKind == EventKind.ANONYMOUS && memory != null) {
          memory.visitors().skipped(simulatedEvent, isTableAway);
        }
      }
      case "parked" -> {
        messageCopy.isDone = true;
        if (messageCopy.parkedAs == null) {
          invariants.broken("event " + simulatedEvent.number + " is said to be parked, and is not");
        }
        if (simulatedEvent.eventKind == EventKind.DELETE && memory != null) {
          memory.erasures().ends(simulatedEvent.person);
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

  Map<String, Long> parkedByReason() {
    return parked;
  }

  /// An Engage trait of which a newer one was said leaves nothing to be sent.
  private boolean maySkip(SimulatedEvent simulatedEvent, String reason) {
    return simulatedEvent.eventKind.skipped().equals(reason)
        || (simulatedEvent.eventKind == EventKind.ENGAGE_TRAIT
            && memory != null
            && reason.equals(Reason.NOTHING_TO_SEND.code()));
  }

  private static boolean mayPark(SimulatedEvent simulatedEvent, String reason) {
    if (simulatedEvent.eventKind.parked().equals(reason)) {
      return true;
    }
    if (reason.equals(Reason.REJECTED.code())) {
      return simulatedEvent.wasRefused;
    }
    return reason.equals(Reason.POISON_EVENT.code())
        && (simulatedEvent.poisonKind != PoisonKind.NONE || simulatedEvent.ownFailures >= 2);
  }
}
