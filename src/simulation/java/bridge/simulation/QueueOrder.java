package bridge.simulation;

import org.jspecify.annotations.Nullable;

/// All messages of a queue in order, and how far SQS looks: only through the first 120,000 of them
/// (SQS developer guide, avoid-backlog-with-the-same-message-group-id).
final class QueueOrder {
  static final int SCAN_LIMIT = 120_000;

  private final int scanLimit;
  private @Nullable SqsMessage first;
  private @Nullable SqsMessage last;
  private @Nullable SqsMessage horizon;
  private int within;
  private int size;

  QueueOrder(int scanLimit) {
    this.scanLimit = scanLimit;
  }

  int size() {
    return size;
  }

  @Nullable SqsMessage first() {
    return first;
  }

  boolean isSeen(long number) {
    return horizon != null && number <= horizon.number;
  }

  void add(SqsMessage message) {
    message.before = last;
    if (last == null) {
      first = message;
    } else {
      last.behind = message;
    }
    last = message;
    size++;
    if (within < scanLimit) {
      within++;
      horizon = message;
    }
  }

  void remove(SqsMessage message) {
    if (horizon != null && message.number <= horizon.number) {
      SqsMessage next = horizon.behind;
      if (next != null) {
        horizon = next;
      } else {
        within--;
        horizon = message == horizon ? message.before : horizon;
      }
    }
    if (message.before == null) {
      first = message.behind;
    } else {
      message.before.behind = message.behind;
    }
    if (message.behind == null) {
      last = message.before;
    } else {
      message.behind.before = message.before;
    }
    size--;
  }
}
