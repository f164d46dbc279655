package bridge.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// A secret that changes during a run.
///
/// @param inUse what Regal takes, or what Segment uses
/// @param stored what Secrets Manager holds
record SecretTimeline(TimedValue<String> inUse, TimedValue<String> stored) {
  static final String MISTYPED = "mistyped";
  private static final int KEY_ROTATIONS = 3;

  /// Regal's key, which stays as it is.
  static SecretTimeline apiKey() {
    return new SecretTimeline(new TimedValue<>("regal-key-0"), new TimedValue<>("regal-key-0"));
  }

  /// Regal's key with three rotations. Each is stored at once or, one time in two, up to twenty
  /// minutes later: until then no key is right.
  static SecretTimeline apiKey(long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    SecretTimeline key = apiKey();
    long part = length.toNanos() / KEY_ROTATIONS;
    for (int i = 1; i <= KEY_ROTATIONS; i++) {
      long at = part * (i - 1) + random.nextLong(part / 2);
      long latest = Math.min(Duration.ofMinutes(20).toNanos(), part / 2);
      long delay = random.nextBoolean() ? 0 : random.nextLong(latest);
      key.rotate(at, at + delay, "regal-key-" + i);
    }
    return key;
  }

  void rotate(long inUseFrom, long storedFrom, String value) {
    inUse.setFrom(inUseFrom, value);
    stored.setFrom(storedFrom, value);
  }

  /// A secret that Segment and the bridge share and that stays as it is.
  static SecretTimeline shared(String name) {
    return new SecretTimeline(
        new TimedValue<>(name + "-0"), new TimedValue<>("{\"current\":\"" + name + "-0\"}"));
  }

  /// A shared secret with one rotation in three steps: the new beside the old, Segment changes
  /// over, the old goes. After that it is mistyped at Segment for some minutes.
  static SecretTimeline shared(String name, long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    SecretTimeline secret = shared(name);
    long quarter = length.toNanos() / 4;
    long both = random.nextLong(quarter);
    long changed = both + Duration.ofMinutes(6).toNanos() + random.nextLong(quarter);
    long alone = changed + random.nextLong(quarter);
    long mistyped = alone + random.nextLong(quarter);
    long corrected = mistyped + random.nextLong(Duration.ofMinutes(10).toNanos());
    secret
        .stored
        .setFrom(both, "{\"current\":\"%s-1\",\"previous\":\"%s-0\"}".formatted(name, name))
        .setFrom(alone, "{\"current\":\"%s-1\"}".formatted(name));
    secret
        .inUse
        .setFrom(changed, name + "-1")
        .setFrom(mistyped, MISTYPED)
        .setFrom(corrected, name + "-1");
    return secret;
  }
}
