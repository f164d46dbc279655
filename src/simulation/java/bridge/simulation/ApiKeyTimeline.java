package bridge.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// Regal's key: which one Regal takes, and which one Secrets Manager holds. A rotation reaches
/// Secrets Manager at once or, one time in two, up to twenty minutes later: until then no key is
/// right.
final class ApiKeyTimeline {
  private final TimedValue<String> atRegal = new TimedValue<>("regal-key-0");
  private final TimedValue<String> inStore = new TimedValue<>("regal-key-0");

  static ApiKeyTimeline of(long seed, int rotations, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    ApiKeyTimeline timeline = new ApiKeyTimeline();
    long part = length.toNanos() / rotations;
    for (int i = 1; i <= rotations; i++) {
      long at = part * (i - 1) + random.nextLong(part / 2);
      long latest = Math.min(Duration.ofMinutes(20).toNanos(), part / 2);
      long delay = random.nextBoolean() ? 0 : random.nextLong(latest);
      timeline.rotate(at, at + delay, "regal-key-" + i);
    }
    return timeline;
  }

  void rotate(long atRegalFrom, long inStoreFrom, String key) {
    atRegal.setFrom(atRegalFrom, key);
    inStore.setFrom(inStoreFrom, key);
  }

  boolean isValid(String key, long now) {
    return atRegal.valueAt(now).equals(key);
  }

  String storedKey(long now) {
    return inStore.valueAt(now);
  }
}
