package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// When Regal as a whole is in trouble, and how.
final class OutageSchedule {
  /// What Regal answers to everybody meanwhile.
  enum OutageKind {
    OUTAGE_503,
    FAST_500,
    TIME_OUTS,
    NO_CONNECTION,
    TOO_FAST_429,
    CONTRACT_400,
    FORBIDDEN_403,
    MOVED_404,
    EVERYTHING,
    SLOW
  }

  /// One storm, in the scheduler's nanoseconds.
  record Outage(long from, long to, OutageKind kind) {}

  private static final Duration SHORTEST = Duration.ofSeconds(20);

  private final List<Outage> outages;
  private int next;

  OutageSchedule(List<Outage> outages) {
    this.outages = outages.stream().sorted(Comparator.comparingLong(Outage::from)).toList();
  }

  /// So many storms between the start and the end, most of them of minutes and one in ten longer.
  static OutageSchedule of(long seed, int count, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    OutageKind[] kinds = OutageKind.values();
    List<Outage> outages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = random.nextLong(length.toNanos());
      double share = random.nextDouble() * random.nextDouble() / count;
      double factor = random.nextInt(10) == 0 ? 2 : 0.6;
      long nanos = (long) (length.toNanos() * share * factor) + SHORTEST.toNanos();
      outages.add(new Outage(from, from + nanos, kinds[random.nextInt(kinds.length)]));
    }
    return new OutageSchedule(outages);
  }

  /// Time only goes on between calls.
  @Nullable OutageKind at(long now) {
    while (next < outages.size() && outages.get(next).to <= now) {
      next++;
    }
    return next < outages.size() && outages.get(next).from <= now ? outages.get(next).kind : null;
  }

  /// How many storms have ended.
  int endedCount() {
    return next;
  }

  /// No storm is to come any more.
  void clear() {
    next = outages.size();
  }
}
