package bridge.simulation;

/// One execution environment of a function. It remembers from one invocation to the next, and ends
/// as a whole at any instant.
class SimulatedEnvironment {
  private final int number;
  private boolean isGone;

  SimulatedEnvironment(int number) {
    this.number = number;
  }

  final int number() {
    return number;
  }

  final boolean isGone() {
    return isGone;
  }

  /// Nothing of it runs from now on.
  final void end() {
    isGone = true;
  }
}
