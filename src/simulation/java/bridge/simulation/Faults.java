package bridge.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Decides by the seed which operation goes wrong, and counts. Each kind has a stream of its own,
/// so that one kind more or less does not change the others.
final class Faults {
  /// How many operations in a hundred go wrong by the probabilities as they stand.
  private static final double DEFAULT_PERCENT = 7;

  private final Map<Fault, SplittableRandom> streams = new EnumMap<>(Fault.class);
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final double scale;
  private boolean isEnabled = true;
  private long operations;

  /// @param percent of the operations that go wrong, about
  Faults(long seed, double percent) {
    this.scale = percent / DEFAULT_PERCENT;
    SplittableRandom seeds = new SplittableRandom(seed);
    for (Fault fault : Fault.values()) {
      streams.put(fault, seeds.split());
    }
  }

  /// From now on nothing goes wrong by chance.
  void disable() {
    isEnabled = false;
  }

  boolean isEnabled() {
    return isEnabled;
  }

  /// One operation began that something could go wrong with.
  void countOperation() {
    operations += isEnabled ? 1 : 0;
  }

  boolean inject(Fault fault) {
    if (!isEnabled || random(fault).nextDouble() >= fault.probability() * scale) {
      return false;
    }
    count(fault);
    return true;
  }

  void count(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  SplittableRandom random(Fault fault) {
    SplittableRandom stream = streams.get(fault);
    if (stream == null) {
      throw new IllegalStateException("no stream for " + fault);
    }
    return stream;
  }

  long operations() {
    return operations;
  }

  Map<Fault, Long> counts() {
    return new EnumMap<>(counts);
  }
}
