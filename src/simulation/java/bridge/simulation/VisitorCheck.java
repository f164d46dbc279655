package bridge.simulation;

import bridge.state.StateStore;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The outcomes of visitors' events, checked against what the table held at the time.
final class VisitorCheck {
  /// Why a visitor's event was skipped.
  enum Cause {
    /// The visitor had not identified, or longer ago than a link is kept.
    UNKNOWN,
    /// The table did not answer who the visitor is.
    TABLE_UNAVAILABLE,
    /// The link was written after its batch had asked for it.
    LINKED_MEANWHILE,
    /// The table did not respond when the visitor identified.
    LINK_NOT_WRITTEN
  }

  /// How long a link may resolve a visitor: it may be read some time before it is used.
  private static final Duration LONGEST = World.RETENTION.plusMinutes(2);

  /// How long a link surely resolves one: the clocks of two environments may end it earlier, and so
  /// do the table's whole seconds.
  private static final Duration SURE =
      World.RETENTION.minusMillis(2 * SimulatedPlatform.SKEW).minusSeconds(1);

  /// A link that is read counts five seconds, and to write one takes some.
  private static final Duration MEANWHILE = Duration.ofSeconds(10);

  private final Supplier<StateStore> stateStore;
  private final Scheduler scheduler;
  private final Invariants invariants;
  private final Erasures erasures;
  private final Map<Integer, Long> linkedAt = new HashMap<>();
  private final Set<Integer> unwritten = new HashSet<>();
  private final Map<Cause, Long> skipped = new EnumMap<>(Cause.class);

  /// @param stateStore a new one on the table as it stands, without its faults
  VisitorCheck(
      Supplier<StateStore> stateStore,
      Scheduler scheduler,
      Invariants invariants,
      Erasures erasures) {
    this.stateStore = stateStore;
    this.scheduler = scheduler;
    this.invariants = invariants;
    this.erasures = erasures;
  }

  void recordPost(SimulatedEvent event) {
    if (event.kind == EventKind.VISITOR) {
      linkedAt.put(event.person, scheduler.nanoTime());
    } else if (event.kind == EventKind.ANONYMOUS) {
      Long since = linkedAt.get(event.person);
      invariants.check(
          since != null && scheduler.nanoTime() - since <= LONGEST.toNanos(),
          "event " + event.number + " was sent by a link that was never made or had expired");
    }
  }

  /// A visitor's identify is at Regal, by this message or an earlier one.
  void recordDone(SimulatedEvent event, boolean isTableUnavailable) {
    linkedAt.put(event.person, scheduler.nanoTime());
    if (isKnown(event)) {
      unwritten.remove(event.person);
    } else {
      unwritten.add(event.person);
      invariants.check(
          isTableUnavailable
              || isOld(event)
              || erasures.hasErased(event.person, event.processedNanos),
          "event " + event.number + " is done, and its link is not there");
    }
  }

  /// A repeat may be done when the link that its event has made is gone already.
  private boolean isOld(SimulatedEvent event) {
    return scheduler.nanoTime() - event.processedNanos >= World.RETENTION.toNanos();
  }

  void recordSkipped(SimulatedEvent event, boolean isTableUnavailable) {
    Cause cause = Cause.UNKNOWN;
    Long since = linkedAt.get(event.person);
    if (isKnown(event) && since != null && scheduler.nanoTime() - since < MEANWHILE.toNanos()) {
      cause = Cause.LINKED_MEANWHILE;
    } else if (isKnown(event) && !isEnding(since)) {
      cause = Cause.TABLE_UNAVAILABLE;
      invariants.check(
          isTableUnavailable, "event " + event.number + " was skipped though its visitor is known");
    } else if (unwritten.contains(event.person)) {
      cause = Cause.LINK_NOT_WRITTEN;
    }
    skipped.merge(cause, 1L, Long::sum);
  }

  private boolean isEnding(@Nullable Long since) {
    return since != null && scheduler.nanoTime() - since >= SURE.toNanos();
  }

  Map<Cause, Long> skipped() {
    return skipped;
  }

  private boolean isKnown(SimulatedEvent event) {
    return !stateStore.get().known().visitor(EventText.person(event)).isNobody();
  }
}
