package bridge.simulation;

import org.jspecify.annotations.Nullable;

/// An environment of the function that drains the queue.
final class DispatchEnvironment extends SimulatedEnvironment {
  private @Nullable BatchHandler handler;
  private @Nullable SimulatedInvocation invocation;
  private boolean isRetired;

  DispatchEnvironment(int number) {
    super(number);
  }

  void setHandler(BatchHandler handler) {
    this.handler = handler;
  }

  BatchHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("nothing runs here yet");
    }
    return handler;
  }

  void setInvocation(@Nullable SimulatedInvocation invocation) {
    this.invocation = invocation;
  }

  /// Its batch is its last one.
  void retire() {
    isRetired = true;
  }

  boolean isRetired() {
    return isRetired;
  }

  /// The invocation that is on.
  SimulatedInvocation invocation() {
    if (invocation == null) {
      throw new IllegalStateException("no invocation is on");
    }
    return invocation;
  }
}
