package bridge.simulation;

import bridge.segment.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/// Whether a person wants to be texted, as one device caches it and sends it again. Times are in
/// milliseconds since 1970.
///
/// @param saidAt when the person said so in truth
/// @param claimed when by the device's clock
record ConsentChoice(boolean isYes, long saidAt, long claimed, Form form) {
  /// How the time is written.
  enum Form {
    TIME,
    /// The day alone.
    DAY,
    /// Not at all, which only an opt-out may lack.
    NONE
  }

  private static final long DAY = Duration.ofDays(1).toMillis();

  static ConsentChoice pick(SplittableRandom random, long saidAt, DeviceClock clock) {
    boolean isYes = random.nextBoolean();
    int drawn = random.nextInt(10);
    Form form = drawn == 0 ? Form.DAY : drawn < 3 && !isYes ? Form.NONE : Form.TIME;
    return new ConsentChoice(isYes, saidAt, clock.read(saidAt), form);
  }

  /// The members of an opt-in that hold the time.
  String timestamp(DeviceClock clock) {
    return switch (form) {
      case TIME -> ",\"timestamp\":\"" + clock.text(claimed) + "\"";
      case DAY ->
          ",\"timestamp\":\""
              + EventTime.text(Instant.ofEpochMilli(claimed)).substring(0, 10)
              + "\"";
      case NONE -> "";
    };
  }

  /// The time that an event of that time states by the contract (M16): an opt-in's day begins at
  /// midnight, an opt-out's day counts to its end, and an opt-out without a time has its event's.
  long stated(long eventTime) {
    return switch (form) {
      case TIME -> claimed;
      case DAY -> claimed / DAY * DAY + (isYes ? 0 : DAY - 1);
      case NONE -> eventTime;
    };
  }
}
