package bridge.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What Segment sends: how many events of how many people in how long, and of which kinds.
final class Load {
  private static final double POISON_SHARE = 0.0003;
  private static final List<PoisonKind> EVENT_POISONS =
      List.of(
          PoisonKind.ALWAYS_400,
          PoisonKind.ALWAYS_422,
          PoisonKind.ALWAYS_403,
          PoisonKind.ALWAYS_500,
          PoisonKind.ALWAYS_503,
          PoisonKind.ALWAYS_TIMES_OUT,
          PoisonKind.FOR_AN_HOUR);

  /// What two events at once would take for a wrong key or address.
  private static final List<PoisonKind> SETTING_LIKE_POISONS =
      List.of(PoisonKind.ALWAYS_401, PoisonKind.ALWAYS_404);

  /// The first number in a thousand that is no longer of the kind.
  private static final TreeMap<Integer, EventKind> KINDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(500, EventKind.TRACK),
              Map.entry(640, EventKind.IDENTIFY),
              Map.entry(740, EventKind.OPT_IN),
              Map.entry(800, EventKind.PAGE),
              Map.entry(820, EventKind.GROUP),
              Map.entry(830, EventKind.ALIAS),
              Map.entry(860, EventKind.VISITOR),
              Map.entry(910, EventKind.ANONYMOUS),
              Map.entry(935, EventKind.ENGAGE_TRAIT),
              Map.entry(965, EventKind.ENGAGE_AUDIENCE),
              Map.entry(980, EventKind.STOPPED),
              Map.entry(985, EventKind.DELETE),
              Map.entry(990, EventKind.MISSING_TYPE)));

  private static final double BUSY_PERSON = 0.01;
  private static final int LARGE_ARRAY = 1_000;
  private static final int SLOTS = 42;

  private final SplittableRandom random;
  private final int events;
  private final int people;
  private final Duration length;
  private final double[] share = new double[SLOTS];

  Load(long seed, int events, Duration length) {
    this.random = new SplittableRandom(seed);
    this.events = events;
    this.length = length;
    this.people = Math.clamp(events / 20, 20, 50_000);
    double sum = 0;
    for (int i = 0; i < SLOTS; i++) {
      share[i] = 0.2 + 3 * random.nextDouble() * random.nextDouble();
      sum += share[i];
    }
    for (int i = 0; i < SLOTS; i++) {
      share[i] /= sum;
    }
  }

  int events() {
    return events;
  }

  /// How long after a request of so many events the next one comes, at that time of the run.
  Duration pause(long now, int size) {
    int slot = (int) Math.min(now / (length.toNanos() / SLOTS), SLOTS - 1);
    double perNano = events * share[slot] / ((double) length.toNanos() / SLOTS);
    double nanos = -Math.log(1 - random.nextDouble()) * size / perNano;
    return Duration.ofNanos((long) Math.min(nanos, length.toNanos() / (double) SLOTS));
  }

  /// How many events the next request holds: half of them are alone.
  int size(int left) {
    int drawn = random.nextInt(100);
    int size =
        drawn < 50
            ? 1
            : drawn < 98 ? 2 + random.nextInt(80) : 200 + random.nextInt(LARGE_ARRAY - 200);
    return Math.min(Math.min(size, left), Math.max(events / 20, 1));
  }

  /// Whose events an array holds mostly, -1 for anybody's.
  int mainPerson() {
    return random.nextInt(20) == 0 ? person() : -1;
  }

  int person() {
    double drawn = random.nextDouble();
    return drawn < BUSY_PERSON ? 0 : (int) (people * random.nextDouble() * random.nextDouble());
  }

  boolean isMain() {
    return random.nextInt(10) < 8;
  }

  EventKind kind(boolean isAlone) {
    int drawn = random.nextInt(1_000);
    if (drawn >= 990) {
      return isAlone ? EventKind.TRACK : EventKind.NOT_AN_OBJECT;
    }
    return KINDS.higherEntry(drawn).getValue();
  }

  PoisonKind poisonKind(EventKind kind) {
    if (!kind.isSent() || random.nextDouble() >= POISON_SHARE) {
      return PoisonKind.NONE;
    }
    return random.nextInt(20) == 0 ? pick(SETTING_LIKE_POISONS) : pick(EVENT_POISONS);
  }

  private PoisonKind pick(List<PoisonKind> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
