package bridge.resilience;

import java.util.HashSet;
import java.util.Set;

/// Counts how often in a row Regal refused, and how many people: that many cannot all be at fault.
/// For use under Breaker's lock.
final class RejectionSpike {
  private static final int REJECTIONS = 20;
  private static final int PEOPLE = 10;

  private final Set<String> people = new HashSet<>();
  private int rejections;

  /// Whether it is a storm now.
  boolean record(String person) {
    rejections++;
    if (people.size() < PEOPLE) {
      people.add(person);
    }
    return rejections >= REJECTIONS && people.size() >= PEOPLE;
  }

  void clear() {
    rejections = 0;
    people.clear();
  }
}
