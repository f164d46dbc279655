package bridge.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The most duplicates of each cause that the injected faults explain, counted where they strike.
/// reliability.md lists what is counted.
final class DuplicateBounds {
  private final Map<DuplicateCause, Long> most = new EnumMap<>(DuplicateCause.class);
  private final Map<SimulatedEvent, List<SimulatedInvocation>> underWay = new HashMap<>();

  /// One for each event of a batch that AWS invoked again.
  private final List<SimulatedInvocation> repeats = new ArrayList<>();

  void allow(DuplicateCause cause, long duplicates) {
    most.merge(cause, duplicates, Long::sum);
  }

  /// Counts each event that another invocation has too at this moment.
  void begin(SimulatedInvocation invocation) {
    invocation.batch.forEach(
        (message, _) -> {
          if (message.copy != null) {
            List<SimulatedInvocation> others =
                underWay.computeIfAbsent(message.copy.event, _ -> new ArrayList<>());
            others.forEach(other -> countOverlap(message, invocation, other));
            others.add(invocation);
          }
        });
  }

  void end(SimulatedInvocation invocation) {
    for (SimulatedEvent event : invocation.events()) {
      underWay.computeIfPresent(
          event,
          (_, others) -> {
            others.remove(invocation);
            return others.isEmpty() ? null : others;
          });
    }
  }

  private void countOverlap(
      SqsMessage message, SimulatedInvocation invocation, SimulatedInvocation other) {
    if (!other.batch.containsKey(message)) {
      allow(DuplicateCause.TWO_MESSAGES, 1);
    } else if (invocation.hasSameReceipt(other, message)) {
      repeats.add(invocation);
    } else {
      allow(DuplicateCause.VISIBILITY_RAN_OUT, 1);
    }
  }

  /// The most of a cause; of a batch invoked twice only where the table took no claim.
  long most(DuplicateCause cause) {
    long unclaimed = repeats.stream().filter(SimulatedInvocation::isDeliveredTwice).count();
    return most.getOrDefault(cause, 0L) + (cause == DuplicateCause.INVOKED_TWICE ? unclaimed : 0);
  }

  void check(Map<DuplicateCause, Long> duplicates, Invariants invariants) {
    duplicates.forEach(
        (cause, count) ->
            invariants.check(
                count <= most(cause),
                "%s duplicates of cause %s, and the faults explain %s"
                    .formatted(count, cause, most(cause))));
  }

  Map<DuplicateCause, Long> most(Map<DuplicateCause, Long> duplicates) {
    Map<DuplicateCause, Long> bounds = new EnumMap<>(DuplicateCause.class);
    duplicates.keySet().forEach(cause -> bounds.put(cause, most(cause)));
    return bounds;
  }
}
