package bridge.simulation;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One of a person's two devices, or Engage: its clock, and what the person said on it, which it
/// caches. Times are in milliseconds since 1970.
final class Device {
  private static final int EQUAL_TIMES_IN = 4;
  private static final int NEW_CONSENT_IN = 3;

  private final DeviceClock clock;
  private @Nullable ConsentChoice consent;
  private @Nullable SimulatedEvent last;

  Device(DeviceClock clock) {
    this.clock = clock;
  }

  /// When its next event happens: after the last one, or at the same time.
  long time(long now, SplittableRandom random) {
    long pause = random.nextInt(EQUAL_TIMES_IN) == 0 ? 0 : 1;
    return Math.max(clock.read(now), last == null ? 0 : last.time + pause);
  }

  /// A new event. If it is of the same kind and time as the last one, only its messageId differs.
  void record(SimulatedEvent event) {
    event.clock = clock;
    if (last != null
        && last.time == event.time
        && last.kind == event.kind
        && event.kind != EventKind.OPT_IN
        && event.kind != EventKind.MISSING_TYPE) { // which has no messageId
      event.contentNumber = last.contentNumber;
      event.hasMessageId = true;
    }
    last = event;
  }

  /// What the person said on it last.
  ConsentChoice consent(long now, SplittableRandom random) {
    if (consent == null || random.nextInt(NEW_CONSENT_IN) == 0) {
      consent = ConsentChoice.pick(random, now, clock);
    }
    return consent;
  }
}
