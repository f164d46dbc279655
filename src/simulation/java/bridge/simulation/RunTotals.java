package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The outcomes of all events of a run.
///
/// @param accepted answered 200
/// @param delivered processed by Regal, accepted or not
/// @param lost accepted, and neither delivered nor skipped nor kept anywhere
/// @param reordered delivered after a later one of their person, against the promise
/// @param late the same of those that were dead-lettered in between
/// @param deliveryMillis from Segment's first try to Regal, sorted, in milliseconds
record RunTotals(
    long accepted,
    long delivered,
    long lost,
    long reordered,
    long late,
    List<Long> deliveryMillis) {
  static RunTotals of(List<SimulatedEvent> events) {
    long accepted = 0;
    long lost = 0;
    Map<Long, List<SimulatedEvent>> groups = new HashMap<>();
    List<SimulatedEvent> delivered = new ArrayList<>();
    for (SimulatedEvent event : events) {
      if (event.processed > 0) {
        groups.computeIfAbsent(event.orderKey(), _ -> new ArrayList<>()).add(event);
        delivered.add(event);
      }
      if (event.isAccepted()) {
        accepted++;
        lost += event.processed == 0 && !event.isSkipped && event.deadLetters == 0 ? 1 : 0;
      }
    }
    long reordered = 0;
    long late = 0;
    for (List<SimulatedEvent> group : groups.values()) {
      OrderCheck check = OrderCheck.of(group);
      reordered += check.reordered();
      late += check.late();
    }
    List<Long> deliveryMillis =
        delivered.stream()
            .map(event -> (event.processedNanos - event.madeAt) / 1_000_000)
            .sorted()
            .toList();
    return new RunTotals(accepted, delivered.size(), lost, reordered, late, deliveryMillis);
  }

  /// The time within which that share of the delivered events was at Regal.
  Duration percentile(double share) {
    return deliveryMillis.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis(deliveryMillis.get((int) (share * (deliveryMillis.size() - 1))));
  }
}
