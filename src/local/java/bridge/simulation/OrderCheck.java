package bridge.simulation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What order promises (README, "What order promises"): of one person, the events of one request
/// answered 200 in array order; a request answered 200 before another began, before it; a request
/// answered 503 gives none. First processing at Regal counts.
final class OrderCheck {
  private OrderCheck() {}

  /// How many events of one person came after one that they should have come before.
  static int reordered(List<Fact> person) {
    List<Fact> processed =
        person.stream()
            .filter(fact -> fact.processedAt > 0)
            .sorted(Comparator.comparingLong(fact -> fact.processedAt))
            .toList();
    int reordered = 0;
    long latestBegin = 0;
    Map<Mail, Integer> furthest = new HashMap<>();
    for (Fact fact : processed) {
      Mail accepted = fact.accepted;
      boolean isPromised = accepted != null && !fact.wasParked && !fact.isOrderUnsure;
      if (isPromised
          && accepted != null
          && (accepted.accepted < latestBegin
              || fact.acceptedIndex < furthest.getOrDefault(accepted, -1))) {
        reordered++;
      }
      if (fact.first != null) {
        latestBegin = Math.max(latestBegin, fact.first.began);
        furthest.merge(fact.first, fact.firstIndex, Math::max);
      }
    }
    return reordered;
  }
}
