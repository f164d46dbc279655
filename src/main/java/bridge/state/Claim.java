package bridge.state;

import org.jspecify.annotations.Nullable;

/// One attempt to deliver one event, as the table knows it. Told how it ended, it never throws: a
/// table that does not answer leaves a claim without an end.
public final class Claim {
  /// What the table knew before.
  public enum Found {
    /// Nothing, or that nothing was sent.
    NONE,
    /// Regal has it.
    DELIVERED,
    /// An attempt without an end: Regal may have it.
    ABANDONED,
    /// An attempt that ended without telling: Regal may have it.
    UNKNOWN_OUTCOME,
    /// Another handing out of the same event is on its way just now.
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

  /// Regal has the event.
  public void recordDelivered() {
    end(DeliveryRecords.DELIVERED);
  }

  /// Regal may have the event.
  public void keep() {
    end(DeliveryRecords.UNKNOWN_OUTCOME);
  }

  /// Regal surely does not have the event.
  public void release() {
    end("");
  }

  private void end(String state) {
    if (deliveryRecords != null && row != null) {
      row = deliveryRecords.end(row, state);
    }
  }
}
