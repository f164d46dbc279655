package bridge.simulation;

import bridge.regal.Delivery;
import org.jspecify.annotations.Nullable;

/// One POST to Regal.
final class RegalPost {
  final SimulatedInvocation invocation;
  final SqsMessage message;
  final long at;

  /// What the client received, null where it received nothing.
  @Nullable Delivery delivery;

  /// When the table said last what it knew of the event before it; negative if it did not.
  long lookedAt;

  /// When the table recorded its outcome, the latest time if it has not.
  long markedAt = Long.MAX_VALUE;

  /// A call of the table failed before it, or after it.
  boolean isTableUnavailableBefore;

  boolean isTableUnavailableAfter;

  /// @param at the scheduler's time
  RegalPost(SimulatedInvocation invocation, SqsMessage message, long at) {
    this.invocation = invocation;
    this.message = message;
    this.at = at;
  }

  /// Whether Regal answered that it did not take the event, though it may have done so.
  boolean isSurelyNotTaken() {
    return delivery != null
        && !(delivery instanceof Delivery.Accepted)
        && !(delivery instanceof Delivery.Unknown);
  }

  /// Whether the table recorded its outcome.
  boolean isMarked() {
    return markedAt < Long.MAX_VALUE;
  }

  boolean isTableUnavailable() {
    return isTableUnavailableBefore || isTableUnavailableAfter;
  }

  /// Whether somebody who still holds the message waits for the answer.
  boolean isPending() {
    return delivery == null && !invocation.isOver && invocation.hasCurrentReceipt(message);
  }
}
