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

  /// The table took the claim before it.
  boolean isClaimed;

  /// The POST that the table knew to be delivered when it took the claim.
  @Nullable RegalPost markedBefore;

  /// The table recorded its outcome.
  boolean isMarked;

  /// A call of the table failed before it, or after it.
  boolean isTableUnavailableBefore;

  boolean isTableUnavailableAfter;

  /// @param at the scheduler's time
  RegalPost(SimulatedInvocation invocation, SqsMessage message, long at) {
    this.invocation = invocation;
    this.message = message;
    this.at = at;
  }

  /// Whether Regal answered that it did not take the event, though it may have.
  boolean isSurelyNotTaken() {
    return delivery != null
        && !(delivery instanceof Delivery.Accepted)
        && !(delivery instanceof Delivery.Unknown);
  }

  /// Whether somebody who still holds the message waits for the answer.
  boolean isPending() {
    return delivery == null && !invocation.isOver && invocation.hasCurrentReceipt(message);
  }
}
