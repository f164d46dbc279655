package bridge.simulation;

import bridge.state.StateStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What became of the events of visitors, held against what the table knew of them then.
final class VisitorCheck {
  /// Why a visitor's event was skipped.
  enum Cause {
    /// The visitor had not told who they are, or longer ago than a link lives.
    NOT_KNOWN,
    /// The table did not answer who the visitor is.
    TABLE_AWAY,
    /// The table did not answer when the visitor told it.
    LINK_NOT_WRITTEN
  }

  private static final Duration AFTER_THE_READING = Duration.ofMinutes(2);

  private final StateStore memory;
  private final Scheduler scheduler;
  private final Invariants promises;
  private final Duration life;
  private final Map<Integer, Long> told = new HashMap<>();
  private final Set<Integer> unwritten = new HashSet<>();
  private final Map<Cause, Long> skipped = new EnumMap<>(Cause.class);

  /// @param memory on the table as it stands, without its faults
  /// @param life of a link
  VisitorCheck(StateStore memory, Scheduler scheduler, Invariants promises, Duration life) {
    this.memory = memory;
    this.scheduler = scheduler;
    this.promises = promises;
    this.life = life;
  }

  void posted(SimulatedEvent fact) {
    if (fact.kind == EventKind.VISITOR) {
      told.put(fact.person, scheduler.nanoTime());
    } else if (fact.kind == EventKind.ANONYMOUS) {
      Long since = told.get(fact.person);
      promises.hold(
          since != null && scheduler.nanoTime() - since <= life.plus(AFTER_THE_READING).toNanos(),
          "event " + fact.number + " was sent by a link that nobody made or that had expired");
    }
  }

  /// A visitor's identify is at Regal, by this message or an earlier one.
  void done(SimulatedEvent fact, boolean isTableAway) {
    told.put(fact.person, scheduler.nanoTime());
    if (isKnown(fact)) {
      unwritten.remove(fact.person);
    } else {
      unwritten.add(fact.person);
      promises.hold(
          isTableAway || isOld(fact),
          "event " + fact.number + " is done, and its link is not there");
    }
  }

  /// A repeat may be done when the link that its event has made is gone already.
  private boolean isOld(SimulatedEvent fact) {
    return scheduler.nanoTime() - fact.processedNanos >= life.toNanos();
  }

  void skipped(SimulatedEvent fact, boolean isTableAway) {
    Cause cause = Cause.NOT_KNOWN;
    if (isKnown(fact)) {
      cause = Cause.TABLE_AWAY;
      promises.hold(
          isTableAway, "event " + fact.number + " was skipped though its visitor is known");
    } else if (unwritten.contains(fact.person)) {
      cause = Cause.LINK_NOT_WRITTEN;
    }
    skipped.merge(cause, 1L, Long::sum);
  }

  Map<Cause, Long> skipped() {
    return skipped;
  }

  private boolean isKnown(SimulatedEvent fact) {
    return !memory.visitor(EventText.person(fact)).isNobody();
  }
}
