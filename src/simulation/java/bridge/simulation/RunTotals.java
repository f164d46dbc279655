package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What became of all events of a run.
///
/// @param accepted answered 200
/// @param delivered processed by Regal, accepted or not
/// @param lost accepted, and neither delivered nor skipped nor kept anywhere
/// @param reordered delivered after a later one of their person, against the promise
/// @param late the same of those that were parked or dead-lettered meanwhile
/// @param deliveredWithin from Segment's first try to Regal, sorted, in milliseconds
record RunTotals(
    long accepted,
    long delivered,
    long lost,
    long reordered,
    long late,
    List<Long> deliveredWithin) {
  static RunTotals of(List<SimulatedEvent> facts) {
    long accepted = 0;
    long lost = 0;
    Map<Long, List<SimulatedEvent>> lines = new HashMap<>();
    List<SimulatedEvent> delivered = new ArrayList<>();
    for (SimulatedEvent simulatedEvent : facts) {
      if (simulatedEvent.processed > 0) {
        lines.computeIfAbsent(simulatedEvent.line(), _ -> new ArrayList<>()).add(simulatedEvent);
        delivered.add(simulatedEvent);
      }
      if (simulatedEvent.isAccepted()) {
        accepted++;
        lost +=
            simulatedEvent.processed == 0 && !simulatedEvent.isSkipped && simulatedEvent.parked == 0
                ? 1
                : 0;
      }
    }
    long reordered = 0;
    long late = 0;
    for (List<SimulatedEvent> line : lines.values()) {
      OrderCheck check = OrderCheck.of(line);
      reordered += check.reordered();
      late += check.late();
    }
    List<Long> within =
        delivered.stream()
            .map(
                simulatedEvent ->
                    (simulatedEvent.processedNanos - simulatedEvent.madeAt) / 1_000_000)
            .sorted()
            .toList();
    return new RunTotals(accepted, delivered.size(), lost, reordered, late, within);
  }

  /// The time within which that share of the delivered events was at Regal.
  Duration within(double share) {
    return deliveredWithin.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis(deliveredWithin.get((int) (share * (deliveredWithin.size() - 1))));
  }
}
