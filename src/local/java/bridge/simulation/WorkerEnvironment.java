package bridge.simulation;

import org.jspecify.annotations.Nullable;

/// An environment of the function that drains the queue.
final class WorkerEnvironment extends Environment {
  private @Nullable BatchHandler handler;
  private @Nullable Invocation invocation;
  private boolean isRetired;

  WorkerEnvironment(int number) {
    super(number);
  }

  void runs(BatchHandler handler) {
    this.handler = handler;
  }

  BatchHandler handler() {
    if (handler == null) {
      throw new IllegalStateException("nothing runs here yet");
    }
    return handler;
  }

  void works(@Nullable Invocation invocation) {
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
  Invocation invocation() {
    if (invocation == null) {
      throw new IllegalStateException("no invocation is on");
    }
    return invocation;
  }
}
