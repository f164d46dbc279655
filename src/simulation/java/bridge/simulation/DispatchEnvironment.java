package bridge.simulation;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An environment of the function that drains the queue.
final class DispatchEnvironment extends SimulatedEnvironment {
  private final BatchHandler handler;
  private @Nullable SimulatedInvocation invocation;
  private boolean isRetired;
  final PoisonCheck poisons = new PoisonCheck();

  /// The function says that it waits for the key or the endpoint.
  boolean isPaused;

  DispatchEnvironment(Function<DispatchEnvironment, BatchHandler> handler) {
    this.handler = handler.apply(this);
  }

  BatchHandler handler() {
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
