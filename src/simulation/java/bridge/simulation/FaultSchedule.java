package bridge.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// What comes in spells: storms at Regal, keys and secrets that rotate, a store that is down.
record FaultSchedule(
    OutageSchedule outageSchedule,
    ApiKeyTimeline keys,
    SharedSecretTimeline signature,
    SharedSecretTimeline token,
    TimedValue<Boolean> secretsDown,
    TimedValue<Boolean> tableDown) {
  private static final int OUTAGES = 12;
  private static final int ROTATIONS = 3;
  private static final int TIMES_DOWN = 4;

  /// Nothing but this weather.
  static FaultSchedule of(OutageSchedule outageSchedule) {
    return new FaultSchedule(
        outageSchedule,
        new ApiKeyTimeline(),
        new SharedSecretTimeline("signature"),
        new SharedSecretTimeline("token"),
        new TimedValue<>(false),
        new TimedValue<>(false));
  }

  /// All of it, somewhere within the length.
  static FaultSchedule of(long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    return new FaultSchedule(
        OutageSchedule.of(random.nextLong(), OUTAGES, length),
        ApiKeyTimeline.of(random.nextLong(), ROTATIONS, length),
        SharedSecretTimeline.of("signature", random.nextLong(), length),
        SharedSecretTimeline.of("token", random.nextLong(), length),
        down(random, length),
        down(random, length));
  }

  private static TimedValue<Boolean> down(SplittableRandom random, Duration length) {
    TimedValue<Boolean> down = new TimedValue<>(false);
    for (int i = 0; i < TIMES_DOWN; i++) {
      long from = random.nextLong(length.toNanos());
      down.setFrom(from, true);
      down.setFrom(from + random.nextLong(Duration.ofMinutes(20).toNanos()), false);
    }
    return down;
  }
}
