package bridge.simulation;

import bridge.queue.QueuedEvent;
import org.jspecify.annotations.Nullable;

/// One message of a modelled queue. Times are the scheduler's nanoseconds.
final class SqsMessage {
  final long number;
  final String id;
  final QueuedEvent event;
  final long sentAt;
  final SqsGroup group;
  int receives;

  /// The receipt that is valid while the message is in flight, null where it is not.
  @Nullable String receipt;

  long hiddenUntil;
  boolean isGone;

  /// What the checks know of it.
  @Nullable MessageCopy copy;

  /// Its neighbours in the order of the queue.
  @Nullable SqsMessage before;

  @Nullable SqsMessage behind;

  SqsMessage(long number, String id, QueuedEvent event, long sentAt, SqsGroup group) {
    this.number = number;
    this.id = id;
    this.event = event;
    this.sentAt = sentAt;
    this.group = group;
  }

  /// SQS's sequence numbers have 20 digits and grow.
  String sequence() {
    return Long.toString(1_000_000_000_000_000_000L + number) + "0";
  }
}
