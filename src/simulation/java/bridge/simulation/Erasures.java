package bridge.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who was to be erased, and when: from then on the state table holds nothing older.
final class Erasures {
  /// A deletion may still happen after it was given up.
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Scheduler scheduler;
  private final Set<Integer> inProgress = new HashSet<>();
  private final Map<Integer, Long> ended = new HashMap<>();

  Erasures(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// Who shares a phone with the person is erased too, as far as the table knows them together.
  void begin(int person) {
    inProgress.addAll(NamedContacts.household(person));
  }

  void end(int person) {
    for (int each : NamedContacts.household(person)) {
      inProgress.remove(each);
      ended.put(each, scheduler.nanoTime());
    }
  }

  /// Whether what was known of the person at that time may be forgotten.
  boolean hasErased(int person, long since) {
    Long last = ended.get(person);
    return inProgress.contains(person) || (last != null && last + LATE.toNanos() >= since);
  }
}
