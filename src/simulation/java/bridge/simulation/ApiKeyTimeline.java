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
    ApiKeyTimeline story = new ApiKeyTimeline();
    long part = length.toNanos() / rotations;
    for (int i = 1; i <= rotations; i++) {
      long at = part * (i - 1) + random.nextLong(part / 2);
      long latest = Math.min(Duration.ofMinutes(20).toNanos(), part / 2);
      long late = random.nextBoolean() ? 0 : random.nextLong(latest);
      story.rotates(at, at + late, "regal-key-" + i);
    }
    return story;
  }

  void rotates(long atRegalFrom, long inStoreFrom, String key) {
    atRegal.from(atRegalFrom, key);
    inStore.from(inStoreFrom, key);
  }

  boolean isValid(String key, long now) {
    return atRegal.at(now).equals(key);
  }

  String stored(long now) {
    return inStore.at(now);
  }
}
