package bridge.simulation;

import bridge.regal.Delivery;

/// Why Regal processed an event once more though a memory knows what was delivered.
final class RememberedCause {
  private RememberedCause() {}

  /// @param last the POST that Regal processed before
  /// @param now the one that it processes again
  static DuplicateCause of(RegalPost last, RegalPost now, boolean isErased) {
    if (isErased) {
      return DuplicateCause.PERSON_ERASED;
    }
    boolean isAccepted = last.answer instanceof Delivery.Accepted;
    if (!last.isMarked && last.simulatedInvocation.hasDied) {
      return DuplicateCause.FUNCTION_DIED;
    }
    if (!isAccepted && last.answer != null) {
      return DuplicateCause.OUTCOME_UNKNOWN;
    }
    if (!last.isMarked && isAccepted && last.isTableAwayAfter) {
      return DuplicateCause.TABLE_AWAY_AFTER;
    }
    if (!now.isClaimed && now.isTableAwayBefore) {
      return DuplicateCause.TABLE_AWAY_BEFORE;
    }
    if (!last.isClaimed && last.isTableAwayBefore && now.markedBefore != last) {
      return DuplicateCause.TABLE_AWAY_BEFORE; // nobody could know that it was under way
    }
    return DuplicateCause.UNEXPLAINED;
  }
}
