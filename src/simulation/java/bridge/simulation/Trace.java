package bridge.simulation;

import java.util.HexFormat;

/// A hash over everything that happened, in order: two runs with the same hash took the same way.
final class Trace {
  private static final long PRIME = 0x100000001b3L;
  private static final long BASIS = 0xcbf29ce484222325L;

  private final Scheduler scheduler;
  private final int followed;
  private long hash = BASIS;
  private long steps;

  /// @param followed the number of the event whose way is printed, -1 for none
  Trace(Scheduler scheduler, int followed) {
    this.scheduler = scheduler;
    this.followed = followed;
  }

  /// One step on an event's way.
  void record(SimulatedEvent event, String what, long one) {
    add(what, event.number, one);
    if (event.number == followed) {
      System.out.printf("%s %s %s%n", scheduler.now(), what, one);
    }
  }

  void add(String what, long one, long other) {
    mix(scheduler.nanoTime());
    mix(what.hashCode());
    mix(one);
    mix(other);
    steps++;
  }

  void add(String what, long one) {
    add(what, one, 0);
  }

  /// A place in the course of the run, for what happens at the same instant.
  long steps() {
    return steps;
  }

  String hash() {
    return HexFormat.of().toHexDigits(hash);
  }

  private void mix(long value) {
    hash = (hash ^ value) * PRIME;
    hash ^= hash >>> 29;
  }
}
