package bridge.simulation;

/// Which function drains the queue.
enum Handler {
  /// The deployed one.
  BRIDGE
}
