package bridge.state;

import org.jspecify.annotations.Nullable;

/// The claim of one event for one attempt, and what the table held before. The methods that end it
/// never throw: if the table does not respond, the claim stays without an end.
public final class Claim {
  /// What the table held before.
  public enum Found {
    /// No record, or one of an attempt that sent nothing.
    NONE,
    /// Regal has it.
    DELIVERED,
    /// Regal has it without an opt-out of it that could not be sent.
    OPT_OUT_LOST,
    /// A claim without an end: Regal may have the event.
    ABANDONED,
    /// An attempt whose outcome is unknown: Regal may have the event.
    UNKNOWN_OUTCOME,
    /// Another receive of the same event is being delivered.
    IN_PROGRESS
  }

  private final Found found;
  private final @Nullable DeliveryRecords deliveryRecords;
  private @Nullable Row row;

  Claim(Found found, @Nullable DeliveryRecords deliveryRecords, @Nullable Row row) {
    this.found = found;
    this.deliveryRecords = deliveryRecords;
    this.row = row;
  }

  public Found found() {
    return found;
  }

  /// Records that Regal has the event.
  ///
  /// @param isOptOutLost whether an opt-out of it could not be sent
  public void recordDelivered(boolean isOptOutLost) {
    end(isOptOutLost ? DeliveryRecords.OPT_OUT_LOST : DeliveryRecords.DELIVERED);
  }

  /// Keeps the record: the outcome is unknown.
  public void keep() {
    end(DeliveryRecords.UNKNOWN_OUTCOME);
  }

  /// Removes the claim: Regal does not have the event.
  public void release() {
    end("");
  }

  private void end(String state) {
    if (deliveryRecords != null && row != null) {
      row = deliveryRecords.end(row, state);
    }
  }
}
