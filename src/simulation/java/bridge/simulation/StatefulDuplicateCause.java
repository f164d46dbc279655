package bridge.simulation;

import bridge.regal.Delivery;

/// Why Regal processed an event again although the state table records deliveries.
final class StatefulDuplicateCause {
  private StatefulDuplicateCause() {}

  /// @param last the POST that Regal processed before
  /// @param now the one that it processes again
  static DuplicateCause of(RegalPost last, RegalPost now, boolean isErased) {
    if (isErased) {
      return DuplicateCause.PERSON_ERASED;
    }
    boolean isAccepted = last.delivery instanceof Delivery.Accepted;
    if (!last.isMarked && last.invocation.hasDied) {
      return DuplicateCause.FUNCTION_DIED;
    }
    if (!isAccepted && last.delivery != null) {
      return DuplicateCause.OUTCOME_UNKNOWN;
    }
    if (!last.isMarked && isAccepted && last.isTableUnavailableAfter) {
      return DuplicateCause.TABLE_UNAVAILABLE_AFTER;
    }
    if (!now.isClaimed && now.isTableUnavailableBefore) {
      return DuplicateCause.TABLE_UNAVAILABLE_BEFORE;
    }
    if (!last.isClaimed && last.isTableUnavailableBefore && now.markedBefore != last) {
      return DuplicateCause.TABLE_UNAVAILABLE_BEFORE; // its claim could not be read
    }
    return DuplicateCause.UNEXPLAINED;
  }
}
