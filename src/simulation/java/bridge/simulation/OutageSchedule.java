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
  enum Storm {
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
  record Spell(long from, long to, Storm storm) {}

  private static final Duration SHORTEST = Duration.ofSeconds(20);

  private final List<Spell> spells;
  private int next;

  OutageSchedule(List<Spell> spells) {
    this.spells = spells.stream().sorted(Comparator.comparingLong(Spell::from)).toList();
  }

  /// So many storms between the start and the end, most of them of minutes and one in ten longer.
  static OutageSchedule of(long seed, int storms, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    Storm[] kinds = Storm.values();
    List<Spell> spells = new ArrayList<>();
    for (int i = 0; i < storms; i++) {
      long from = random.nextLong(length.toNanos());
      double share = random.nextDouble() * random.nextDouble() / storms;
      double factor = random.nextInt(10) == 0 ? 2 : 0.6;
      long lasts = (long) (length.toNanos() * share * factor) + SHORTEST.toNanos();
      spells.add(new Spell(from, from + lasts, kinds[random.nextInt(kinds.length)]));
    }
    return new OutageSchedule(spells);
  }

  /// Time only goes on between calls.
  @Nullable Storm at(long now) {
    while (next < spells.size() && spells.get(next).to <= now) {
      next++;
    }
    return next < spells.size() && spells.get(next).from <= now ? spells.get(next).storm : null;
  }

  /// How many storms have ended.
  int passed() {
    return next;
  }

  /// No storm is to come any more.
  void clears() {
    next = spells.size();
  }
}
