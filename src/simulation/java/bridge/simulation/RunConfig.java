package bridge.simulation;

import bridge.command.CommandOption;
import java.time.Duration;

/// One run.
///
/// @param followed the event whose way is printed, -1 for none
/// @param percent of the operations that go wrong, about
/// @param length over which Segment sends; what is not settled then is waited for in calm weather
record RunConfig(
    long seed,
    int events,
    long percent,
    Duration length,
    DispatchVariant dispatchVariant,
    int followed) {
  /// A run with the options of the command line.
  static RunConfig fromOptions(long seed, DispatchVariant dispatchVariant) {
    return new RunConfig(
        seed,
        (int) CommandOption.number("events", 100_000, 1, 100_000_000),
        CommandOption.number("faults", 10, 0, 100),
        Duration.ofHours(CommandOption.number("hours", 7, 1, 10_000)),
        dispatchVariant,
        (int) CommandOption.number("follow", -1, -1, 100_000_000));
  }

  /// The command that repeats the run.
  String command() {
    String stateOption =
        switch (dispatchVariant) {
          case BRIDGE_WITHOUT_STATE -> " -Dstate.table=false";
          case BRIDGE_DEAD_LETTERING -> " -Dunknown.outcome=dead-letter";
          default -> "";
        };
    return "mvn -q test-compile exec:exec@simulate -Dseed=%s -Devents=%s -Dfaults=%s -Dhours=%s%s"
        .formatted(seed, events, percent, length.toHours(), stateOption);
  }
}
