package bridge.simulation;

import bridge.segment.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// The clock of a person's device: right, ahead or behind, and perhaps in local time without a
/// zone, which reads as UTC.
///
/// @param aheadMillis how far it is ahead as its times read
record DeviceClock(long aheadMillis, boolean hasZone) {
  static final DeviceClock RIGHT = new DeviceClock(0, true);

  private static final List<DeviceClock> WRONG =
      List.of(
          new DeviceClock(Duration.ofMinutes(10).toMillis(), true),
          new DeviceClock(Duration.ofMinutes(-10).toMillis(), true),
          new DeviceClock(Duration.ofHours(9).toMillis(), false),
          new DeviceClock(Duration.ofHours(-5).toMillis(), false));

  /// One in four is wrong.
  static DeviceClock pick(SplittableRandom random) {
    return random.nextInt(4) == 0 ? WRONG.get(random.nextInt(WRONG.size())) : RIGHT;
  }

  /// What it shows at a true time, both in milliseconds since 1970 as read in UTC.
  long read(long trueMillis) {
    return trueMillis + aheadMillis;
  }

  /// What it shows, as an event writes it.
  String text(long shown) {
    String text = EventTime.text(Instant.ofEpochMilli(shown));
    return hasZone ? text : text.substring(0, text.length() - 1);
  }
}
