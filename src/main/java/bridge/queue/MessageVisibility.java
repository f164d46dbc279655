package bridge.queue;

import java.util.List;

/// The queue, seen by who gives messages back to it.
public interface MessageVisibility {
  int MAX_ENTRIES = 10;

  /// One ChangeMessageVisibilityBatch of one to ten entries. Never throws for what SQS or the
  /// network does: an entry that failed keeps its old visibility, which costs time and nothing
  /// else.
  void change(List<VisibilityChange> delays);
}
