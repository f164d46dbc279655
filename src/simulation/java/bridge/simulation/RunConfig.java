package bridge.simulation;

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
  /// What repeats the run.
  String command() {
    String stateOption =
        dispatchVariant == DispatchVariant.BRIDGE_WITHOUT_STATE ? " -Dstate.table=false" : "";
    return "mvn -q test-compile exec:exec@simulate -Dseed=%s -Devents=%s -Dfaults=%s -Dhours=%s%s"
        .formatted(seed, events, percent, length.toHours(), stateOption);
  }
}
