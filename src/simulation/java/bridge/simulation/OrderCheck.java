package bridge.simulation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What order promises (README, "What order promises"): of one person, the events of one request
/// answered 200 in array order; a request answered 200 before another began, before it; a request
/// answered 503 gives none. First processing at Regal counts.
///
/// @param reordered events that came after one that they should have come before
/// @param late the same of events that were dead-lettered in between, or skipped before Segment
///   sent them again
record OrderCheck(int reordered, int late) {
  static OrderCheck of(List<SimulatedEvent> person) {
    List<SimulatedEvent> processed =
        person.stream().sorted(Comparator.comparingLong(event -> event.processedAt)).toList();
    int reordered = 0;
    int late = 0;
    long latestBegin = 0;
    Map<Long, Integer> furthest = new HashMap<>();
    for (SimulatedEvent event : processed) {
      if (isLate(event, latestBegin, furthest)) {
        boolean wasDoneBefore = event.wasDeadLettered || event.isSkipped;
        reordered += wasDoneBefore ? 0 : 1;
        late += wasDoneBefore ? 1 : 0;
      }
      latestBegin = Math.max(latestBegin, event.firstBegan);
      furthest.merge(event.firstBegan, event.firstIndex, Math::max);
    }
    return new OrderCheck(reordered, late);
  }

  /// @param latestBegin of the first requests of those that came before
  /// @param furthest by the beginning of the first request the last place that came before
  private static boolean isLate(
      SimulatedEvent event, long latestBegin, Map<Long, Integer> furthest) {
    return event.isAccepted()
        && !event.isOrderUnsure
        && (event.acceptedAt < latestBegin
            || event.acceptedIndex < furthest.getOrDefault(event.acceptedBegan, -1));
  }
}
