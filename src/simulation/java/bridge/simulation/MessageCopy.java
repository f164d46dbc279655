package bridge.simulation;

import org.jspecify.annotations.Nullable;

/// One SQS message that carries an event: from ingest, parked, or sent back by replay.
final class MessageCopy {
  private final SimulatedEvent event;
  private final @Nullable MessageCopy source;
  private final long number;

  /// The last POST of it that Regal processed.
  @Nullable RegalPost processedPost;

  boolean wasPosted;

  /// Its event needs no further POST: accepted, skipped or parked.
  boolean isDone;

  /// It was done, and the deletion did not reach SQS or came too late.
  boolean isDeleteLost;

  boolean isDeleteLate;

  /// Parked, and whoever parked it never knew or did not live to say so.
  boolean isUnconfirmed;

  /// How often replay has sent it back; more than once where a run did not live to delete it.
  int redrives;

  /// What it was parked as, null for not.
  @Nullable MessageCopy deadLetterCopy;

  /// @param source the message it was made from, null for one of ingest's
  /// @param number its message's number on its queue
  MessageCopy(SimulatedEvent event, @Nullable MessageCopy source, long number) {
    this.event = event;
    this.source = source;
    this.number = number;
  }

  /// Whoever parked it did not see it deleted.
  void markDeadLetterUnconfirmed() {
    if (deadLetterCopy != null) {
      deadLetterCopy.isUnconfirmed = true;
    }
  }

  /// The message it was made from in the end.
  MessageCopy root() {
    return source == null ? this : source.root();
  }

  long number() {
    return number;
  }

  SimulatedEvent event() {
    return event;
  }

  @Nullable MessageCopy source() {
    return source;
  }
}
