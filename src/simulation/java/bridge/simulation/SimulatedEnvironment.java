package bridge.simulation;

/// One execution environment of a function. It remembers from one invocation to the next, and ends
/// as a whole at any instant.
class SimulatedEnvironment {
  private boolean isGone;

  final boolean isGone() {
    return isGone;
  }

  /// Nothing of it runs from now on.
  final void end() {
    isGone = true;
  }
}
