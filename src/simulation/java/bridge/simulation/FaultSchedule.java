package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// What lasts for a time: outages of Regal, secrets that rotate, a store or a table that is down.
record FaultSchedule(
    TimedValue<OutageKind> outages,
    SecretTimeline regalKey,
    SecretTimeline signature,
    SecretTimeline token,
    TimedValue<Boolean> secretsDown,
    TimedValue<Boolean> tableDown) {
  private static final int OUTAGES = 12;
  private static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(20);
  private static final int TIMES_DOWN = 4;

  private record Outage(long from, long to, OutageKind kind) {}

  /// Nothing of it.
  static FaultSchedule none() {
    return new FaultSchedule(
        new TimedValue<>(OutageKind.NONE),
        SecretTimeline.apiKey(),
        SecretTimeline.shared("signing-secret"),
        SecretTimeline.shared("webhook-token-of"),
        new TimedValue<>(false),
        new TimedValue<>(false));
  }

  /// All of it, somewhere within the length.
  static FaultSchedule of(long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    return new FaultSchedule(
        outages(random.nextLong(), length),
        SecretTimeline.apiKey(random.nextLong(), length),
        SecretTimeline.shared("signing-secret", random.nextLong(), length),
        SecretTimeline.shared("webhook-token-of", random.nextLong(), length),
        down(random, length),
        down(random, length));
  }

  /// Most outages last minutes, and one in ten is longer. One that begins during another begins
  /// when the other ends.
  private static TimedValue<OutageKind> outages(long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    OutageKind[] kinds = OutageKind.values();
    List<Outage> drawn = new ArrayList<>();
    for (int i = 0; i < OUTAGES; i++) {
      long from = random.nextLong(length.toNanos());
      double share = random.nextDouble() * random.nextDouble() / OUTAGES;
      double factor = random.nextInt(10) == 0 ? 2 : 0.6;
      long nanos = (long) (length.toNanos() * share * factor) + SHORTEST_OUTAGE.toNanos();
      OutageKind kind = kinds[1 + random.nextInt(kinds.length - 1)];
      drawn.add(new Outage(from, from + nanos, kind));
    }
    drawn.sort(Comparator.comparingLong(Outage::from));
    TimedValue<OutageKind> outages = new TimedValue<>(OutageKind.NONE);
    long end = 0;
    for (Outage outage : drawn) {
      if (outage.to > end) {
        outages
            .setFrom(Math.max(outage.from, end), outage.kind)
            .setFrom(outage.to, OutageKind.NONE);
        end = outage.to;
      }
    }
    return outages;
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
