package bridge.resilience;

import java.util.HashSet;
import java.util.Set;

/// Counts consecutive rejections and the people they concern: that many point to a contract change
/// rather than bad events. Used under the lock of [CircuitBreaker].
public final class RejectionSpike {
  public static final int REJECTIONS = 20;
  public static final int PEOPLE = 10;

  private final Set<String> people = new HashSet<>();
  private int rejections;

  /// Returns whether this is a spike now.
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
