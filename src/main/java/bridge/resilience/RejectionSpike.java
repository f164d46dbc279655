package bridge.resilience;

import java.util.HashSet;
import java.util.Set;

/// Counts how often in a row Regal refused, and how many people: that many cannot all be at fault.
/// For use under Breaker's lock.
final class RejectionSpike {
  private static final int REFUSALS = 20;
  private static final int PEOPLE = 10;

  private final Set<String> people = new HashSet<>();
  private int refusals;

  /// Whether it is a storm now.
  boolean refused(String person) {
    refusals++;
    if (people.size() < PEOPLE) {
      people.add(person);
    }
    return refusals >= REFUSALS && people.size() >= PEOPLE;
  }

  void clear() {
    refusals = 0;
    people.clear();
  }
}
