package bridge.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What Segment sends: how many events of how many people in how long, and of which kinds.
final class Load {
  private static final double SICK = 0.0003;
  private static final List<Sickness> OF_THE_EVENT =
      List.of(
          Sickness.ALWAYS_400,
          Sickness.ALWAYS_422,
          Sickness.ALWAYS_403,
          Sickness.ALWAYS_500,
          Sickness.ALWAYS_503,
          Sickness.ALWAYS_TIMES_OUT,
          Sickness.FOR_AN_HOUR);

  /// What two events at once would take for a wrong key or address.
  private static final List<Sickness> LIKE_A_WRONG_SETTING =
      List.of(Sickness.ALWAYS_401, Sickness.ALWAYS_404);

  /// The first number in a thousand that is no more of the kind.
  private static final TreeMap<Integer, Kind> KINDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(500, Kind.TRACK),
              Map.entry(700, Kind.IDENTIFY),
              Map.entry(740, Kind.OPT_IN),
              Map.entry(800, Kind.PAGE),
              Map.entry(820, Kind.GROUP),
              Map.entry(830, Kind.ALIAS),
              Map.entry(860, Kind.VISITOR),
              Map.entry(910, Kind.ANONYMOUS),
              Map.entry(935, Kind.ENGAGE_TRAIT),
              Map.entry(965, Kind.ENGAGE_AUDIENCE),
              Map.entry(980, Kind.STOPPED),
              Map.entry(985, Kind.DELETE),
              Map.entry(990, Kind.UNTYPED)));

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

  Kind kind(boolean isAlone) {
    int drawn = random.nextInt(1_000);
    if (drawn >= 990) {
      return isAlone ? Kind.TRACK : Kind.NO_OBJECT;
    }
    return KINDS.higherEntry(drawn).getValue();
  }

  Sickness sickness(Kind kind) {
    if (!kind.isSent() || random.nextDouble() >= SICK) {
      return Sickness.NONE;
    }
    return random.nextInt(20) == 0 ? one(LIKE_A_WRONG_SETTING) : one(OF_THE_EVENT);
  }

  private Sickness one(List<Sickness> of) {
    return of.get(random.nextInt(of.size()));
  }
}
