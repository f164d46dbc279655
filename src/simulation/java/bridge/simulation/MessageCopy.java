package bridge.simulation;

import org.jspecify.annotations.Nullable;

/// One SQS message that carries an event: from ingest, dead-lettered, or redriven.
final class MessageCopy {
  final SimulatedEvent event;

  /// The message it was made from, null for one of ingest's.
  final @Nullable MessageCopy source;

  /// Its message's number on its queue.
  final long number;

  /// The last POST of it that Regal processed.
  @Nullable RegalPost processedPost;

  boolean wasPosted;

  /// Its event needs no further POST: accepted, skipped or dead-lettered.
  boolean isDone;

  /// It was done, and the deletion did not reach SQS or came too late.
  boolean isDeleteLost;

  boolean isDeleteLate;

  /// Dead-lettered, and the function that did it saw no confirmation or died before reporting it.
  boolean isUnconfirmed;

  /// How often it was redriven; more than once where a run died before deleting it.
  int redrives;

  /// Its dead letter, null for none.
  @Nullable MessageCopy deadLetterCopy;

  MessageCopy(SimulatedEvent event, @Nullable MessageCopy source, long number) {
    this.event = event;
    this.source = source;
    this.number = number;
  }

  /// The function that dead-lettered it did not see it deleted.
  void markDeadLetterUnconfirmed() {
    if (deadLetterCopy != null) {
      deadLetterCopy.isUnconfirmed = true;
    }
  }

  /// The message it was made from in the end.
  MessageCopy root() {
    return source == null ? this : source.root();
  }
}
