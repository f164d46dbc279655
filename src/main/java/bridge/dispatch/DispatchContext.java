package bridge.dispatch;

import bridge.platform.Platform;
import bridge.queue.FifoQueue;
import bridge.queue.MessageVisibility;
import bridge.regal.RegalApi;
import bridge.secret.SecretSource;
import bridge.state.StateStore;
import bridge.telemetry.Telemetry;

/// What one environment's delivery works with.
///
/// @param regalKey the API key as plain text
/// @param state [StateStore#NONE] for no state table
public record DispatchContext(
    Platform platform,
    Telemetry telemetry,
    RegalApi regal,
    SecretSource regalKey,
    Queues queues,
    StateStore state) {
  /// The queues of one dispatch function.
  ///
  /// @param name the source's name in SQS
  /// @param source the queue that the batches come from
  public record Queues(String name, MessageVisibility source, FifoQueue deadLetters) {}
}
