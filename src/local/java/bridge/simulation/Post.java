package bridge.simulation;

import bridge.regal.Delivery;
import org.jspecify.annotations.Nullable;

/// One POST to Regal.
final class Post {
  final Invocation invocation;
  final SqsMessage message;

  /// What the client was told, null where it was told nothing.
  @Nullable Delivery answer;

  Post(Invocation invocation, SqsMessage message) {
    this.invocation = invocation;
    this.message = message;
  }

  /// Whether somebody who still holds the message waits for the answer.
  boolean isWaiting() {
    return answer == null && !invocation.isOver && invocation.holds(message);
  }
}
