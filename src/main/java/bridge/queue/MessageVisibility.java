package bridge.queue;

import java.util.List;

/// Changes the visibility timeout of messages in flight.
public interface MessageVisibility {
  int MAX_ENTRIES = 10;

  /// One ChangeMessageVisibilityBatch of one to ten entries. Never throws for a fault of SQS or the
  /// network: a failed entry keeps its visibility timeout, which costs time only.
  void change(List<VisibilityChange> delays);
}
