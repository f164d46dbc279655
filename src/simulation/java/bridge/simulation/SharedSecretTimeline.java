package bridge.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// One secret that Segment and the bridge share: which one Segment uses, and what Secrets Manager
/// holds. A rotation has three steps: the new beside the old, Segment changes over, the old goes.
final class SharedSecretTimeline {
  private final String name;
  private final TimedValue<String> atSegment;
  private final TimedValue<String> inStore;

  SharedSecretTimeline(String name) {
    this.name = name;
    this.atSegment = new TimedValue<>(name + "-0");
    this.inStore = new TimedValue<>("{\"current\":\"" + name + "-0\"}");
  }

  /// One rotation, and one mistyped secret at Segment for some minutes.
  static SharedSecretTimeline of(String name, long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    SharedSecretTimeline timeline = new SharedSecretTimeline(name);
    long quarter = length.toNanos() / 4;
    long both = random.nextLong(quarter);
    long changed = both + Duration.ofMinutes(6).toNanos() + random.nextLong(quarter);
    long alone = changed + random.nextLong(quarter);
    timeline.rotate(both, changed, alone);
    long mistyped = alone + random.nextLong(quarter);
    timeline.atSegment.setFrom(mistyped, "mistyped");
    timeline.atSegment.setFrom(
        mistyped + random.nextLong(Duration.ofMinutes(10).toNanos()), name + "-1");
    return timeline;
  }

  private void rotate(long both, long changed, long alone) {
    inStore.setFrom(both, "{\"current\":\"%s-1\",\"previous\":\"%s-0\"}".formatted(name, name));
    atSegment.setFrom(changed, name + "-1");
    inStore.setFrom(alone, "{\"current\":\"%s-1\"}".formatted(name));
  }

  String segmentValue(long now) {
    return atSegment.valueAt(now);
  }

  boolean isMistyped(long now) {
    return segmentValue(now).equals("mistyped");
  }

  String storedValue(long now) {
    return inStore.valueAt(now);
  }
}
