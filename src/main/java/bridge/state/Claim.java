package bridge.state;

import org.jspecify.annotations.Nullable;

/// What the table knows of an event's delivery, and one attempt's end. If the table does not
/// respond, the failure is counted, and the record stays as it was.
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
    IN_PROGRESS;

    boolean isDelivered() {
      return this == DELIVERED || this == OPT_OUT_LOST;
    }
  }

  /// Nothing is known, and nothing is recorded.
  static final Claim NONE = new Claim(Found.NONE, null, new Key("", ""), null);

  private final Found found;
  private final @Nullable DeliveryRecords deliveryRecords;
  private final Key key;
  private final @Nullable Row claimed;

  /// @param deliveryRecords null where nothing is recorded
  /// @param claimed the row of this attempt's claim, null for none
  Claim(Found found, @Nullable DeliveryRecords deliveryRecords, Key key, @Nullable Row claimed) {
    this.found = found;
    this.deliveryRecords = deliveryRecords;
    this.key = key;
    this.claimed = claimed;
  }

  public Found found() {
    return found;
  }

  /// Records that Regal has the event.
  ///
  /// @param isOptOutLost whether an opt-out of it could not be sent
  public void recordDelivered(boolean isOptOutLost) throws InterruptedException {
    if (deliveryRecords != null) {
      deliveryRecords.record(
          key, isOptOutLost ? DeliveryRecords.OPT_OUT_LOST : DeliveryRecords.DELIVERED);
    }
  }

  /// Keeps the claim: the outcome is unknown.
  public void keep() {
    if (deliveryRecords != null && claimed != null) {
      deliveryRecords.keep(claimed);
    }
  }

  /// Removes the claim: Regal does not have the event from this attempt. The outcome of an earlier
  /// one stays unknown.
  public void release() {
    if (found != Found.NONE) {
      keep();
    } else if (deliveryRecords != null && claimed != null) {
      deliveryRecords.release(claimed);
    }
  }
}
