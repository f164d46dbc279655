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
  private final Invariants promises;
  private final List<SimulatedEvent> facts = new ArrayList<>();
  private final Map<String, Long> skipped = new TreeMap<>();
  private final Map<String, Long> parked = new TreeMap<>();
  private long deadLettered;
  private long deadLetteredUntried;
  private int orderUnsure;
  private final @Nullable MemoryChecks memory;
  private int sick;

  /// @param memory null where nothing is remembered
  EventLedger(Trace trace, Invariants promises, @Nullable MemoryChecks memory) {
    this.trace = trace;
    this.promises = promises;
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

  void made(SimulatedEvent fact) {
    facts.add(fact);
    sick += fact.sickness.isForEver() ? 1 : 0;
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

  void queued(SqsMessage message, SimulatedEvent fact, @Nullable MessageCopy source) {
    if (message.copy == null) {
      message.copy = new MessageCopy(fact, source, message.number);
      if (source != null) {
        source.sentBack++;
      }
    }
    trace.of(fact, "queued", message.number);
  }

  void parked(
      SqsMessage message, SimulatedEvent fact, @Nullable MessageCopy source, boolean isAnswerLost) {
    QueuedEvent event = message.event;
    trace.of(fact, "parked", message.number);
    if (message.copy != null) {
      return;
    }
    MessageCopy copy = new MessageCopy(fact, source, message.number);
    copy.isUnsure = isAnswerLost;
    if (source != null) {
      copy.isUnsure |= source.parkedAs != null && source.parkedAs.isUnsure;
      source.parkedAs = copy;
    }
    message.copy = copy;
    fact.parked++;
    fact.wasParked = true;
    String reason = event.attributes().getOrDefault(MessageAttribute.REASON, "none");
    parked.merge(reason, 1L, Long::sum);
    if (!mayPark(fact, reason)) {
      promises.broken("event " + fact.number + " was parked as " + reason + " without its fault");
    }
  }

  void sentBack(SqsMessage parked) {
    if (parked.copy != null) {
      parked.copy.fact().parked--;
      trace.of(parked.copy.fact(), "taken from the parked", parked.number);
    }
  }

  void deadLettered(SqsMessage message, SqsMessage dead) {
    MessageCopy copy = message.copy;
    if (copy != null) {
      dead.copy = new MessageCopy(copy.fact(), copy, dead.number);
      copy.fact().parked++;
      copy.fact().wasParked = true;
      trace.of(copy.fact(), "dead-lettered", dead.number);
      deadLettered++;
      deadLetteredUntried += copy.wasPosted ? 0 : 1;
    }
  }

  void received(ReceivedBatch batch) {
    for (SqsMessage message : batch.messages()) {
      if (message.copy != null) {
        trace.of(message.copy.fact(), "received", message.number);
      }
    }
  }

  void expired(SqsMessage message) {
    promises.broken("SQS's retention took message " + message.id);
  }

  void deleted(SqsMessage message, boolean isDone) {
    MessageCopy copy = message.copy;
    if (copy != null) {
      trace.of(copy.fact(), isDone ? "deleted" : "deleted too late", message.number);
      if (!isDone) {
        copy.isDeleteLate = true;
        copy.parkingIsUnsure();
      }
    }
  }

  void orderUnsure(SimulatedEvent fact) {
    fact.isOrderUnsure = true;
    orderUnsure++;
  }

  // What the function did.

  void answered(SimulatedInvocation invocation, Set<String> kept) {
    trace.add("answered", invocation.number, kept.size());
    if (!invocation.hasFailedDelays) {
      checkDelays(invocation, kept);
    }
  }

  /// A follower that comes back later than its head would lock the person.
  private void checkDelays(SimulatedInvocation invocation, Set<String> kept) {
    Map<SqsGroup, Long> byGroup = new HashMap<>();
    for (SqsMessage message : invocation.batch.messages()) {
      if (kept.contains(message.id) && invocation.holds(message)) {
        long until = message.hiddenUntil;
        promises.hold(
            byGroup.computeIfAbsent(message.group, _ -> until) == until,
            "message " + message.id + " got another delay than its head");
      }
    }
  }

  void deleteLost(SimulatedInvocation invocation, Set<String> kept) {
    for (SqsMessage message : invocation.batch.messages()) {
      if (message.copy != null && !kept.contains(message.id)) {
        message.copy.isDeleteLost = true;
        message.copy.parkingIsUnsure();
        trace.of(message.copy.fact(), "deletion lost", message.number);
      }
    }
  }

  void threw(SimulatedInvocation invocation, Throwable thrown) {
    trace.add("threw", invocation.number);
  }

  void ranOut(SimulatedInvocation invocation) {
    if (!invocation.isStalled) {
      promises.broken(
          "invocation " + invocation.number + " ran out of its time and nothing held it up");
    }
  }

  void died(SimulatedInvocation invocation) {
    for (SqsMessage message : invocation.batch.messages()) {
      if (message.copy != null) {
        message.copy.parkingIsUnsure();
        trace.of(message.copy.fact(), "function died", invocation.number);
      }
    }
  }

  /// What the bridge says became of a message.
  ///
  /// @param isTableAway whether it says too that it could not ask the table about the event
  void told(SqsMessage message, String outcome, String reason, boolean isTableAway) {
    MessageCopy copy = message.copy;
    if (copy == null) {
      return;
    }
    SimulatedEvent fact = copy.fact();
    trace.of(fact, outcome + " " + reason, message.number);
    switch (outcome) {
      case "delivered", "repeated" -> {
        copy.isDone = true;
        if (fact.processed == 0) {
          promises.broken(
              "event " + fact.number + " is said to be delivered, and Regal never had it");
        }
        if (fact.kind == EventKind.VISITOR && memory != null) {
          memory.visitors().done(fact, isTableAway);
        }
      }
      case "skipped" -> {
        copy.isDone = true;
        if (!fact.isSkipped) {
          fact.isSkipped = true;
          skipped.merge(reason, 1L, Long::sum);
        }
        promises.hold(
            maySkip(fact, reason),
            "event " + fact.number + " was skipped as " + reason + " without a rule");
        if (fact.kind == EventKind.ANONYMOUS && memory != null) {
          memory.visitors().skipped(fact, isTableAway);
        }
      }
      case "parked" -> {
        copy.isDone = true;
        if (copy.parkedAs == null) {
          promises.broken("event " + fact.number + " is said to be parked, and is not");
        }
        if (fact.kind == EventKind.DELETE && memory != null) {
          memory.erasures().ends(fact.person);
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
  private boolean maySkip(SimulatedEvent fact, String reason) {
    return fact.kind.skipped().equals(reason)
        || (fact.kind == EventKind.ENGAGE_TRAIT
            && memory != null
            && reason.equals(Reason.NOTHING_TO_SEND.code()));
  }

  private static boolean mayPark(SimulatedEvent fact, String reason) {
    if (fact.kind.parked().equals(reason)) {
      return true;
    }
    if (reason.equals(Reason.REFUSED.code())) {
      return fact.wasRefused;
    }
    return reason.equals(Reason.GIVEN_UP.code())
        && (fact.sickness != PoisonKind.NONE || fact.ownFailures >= 2);
  }
}
