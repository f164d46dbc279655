package bridge.simulation;

import bridge.queue.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One Segment event and its course through the run. Steps are positions in the trace, 0 for never.
final class SimulatedEvent {
  final int number;
  final int person;
  final EventKind kind;
  final PoisonKind poisonKind;
  final long madeAt;

  /// When it happened by its device's clock, in milliseconds since 1970.
  final long time;

  /// The number that its content has: its own, or that of an event with the same content.
  int contentNumber;

  /// Whether it has a messageId, the only part of it that no other event has.
  boolean hasMessageId = true;

  /// The clock of its device.
  DeviceClock clock = DeviceClock.RIGHT;

  /// What an opt-in says.
  ConsentChoice consent;

  /// The phones and the e-mail that it names.
  NamedContacts contacts = NamedContacts.NONE;

  /// When it was posted or counted as lost, the state table may not have known a phone of its
  /// person.
  boolean mayBeUnknown;

  /// The phones for which Regal has its opt-out.
  final Set<String> noesSent = new HashSet<>();

  /// The bridge counts its opt-out as lost.
  boolean isOptOutLost;

  /// When the first request that held it began, and its place there.
  long firstBegan;

  int firstIndex;

  /// When the first request with it that was answered 200 began and was answered, and its place
  /// there.
  long acceptedBegan;

  long acceptedAt;

  int acceptedIndex;

  /// How often Segment has tried.
  int attempts;

  /// How many messages SQS made of what Segment sent.
  int messages;

  /// When Regal processed it first.
  long processedAt;

  /// The same as a time.
  long processedNanos;

  int posts;

  /// How often Regal processed it.
  int processed;

  /// The message by which Regal had it last.
  @Nullable MessageCopy lastProcessed;

  /// Failures that Regal answered to this event alone since the last outage.
  int ownFailures;

  /// When that outage ended.
  long calmSince;

  /// Whether Regal has ever refused it with 400, 413 or 422.
  boolean wasRejected;

  /// Its function died, its outcome was unknown, or a table call failed in an invocation with it.
  boolean mayBeAtRegal;

  /// A table call failed before one of its POSTs.
  boolean mayBeUnclaimed;

  boolean isSkipped;

  /// Its messages on the dead-letter queue now.
  int deadLetters;

  boolean wasDeadLettered;

  /// Its dead letter says that no row of its person is left.
  boolean isErased;

  /// When a function was last given it.
  long receivedAt;

  /// SQS confirmed it after a later one of the same call: ingest could not know their order.
  boolean isOrderUnsure;

  /// Its id in the state table.
  long id;

  @Nullable RegalPost lastPost;
  private boolean wasTableUnavailable;

  SimulatedEvent(
      int number, int person, EventKind kind, PoisonKind poisonKind, long madeAt, long time) {
    this.number = number;
    this.contentNumber = number;
    this.person = person;
    this.kind = kind;
    this.poisonKind = poisonKind;
    this.madeAt = madeAt;
    this.time = time;
    this.consent = new ConsentChoice(true, time, time, ConsentChoice.Form.TIME);
  }

  /// The beginning of a dedup id, which is enough to tell the events of a batch apart.
  static long id(String dedupId) {
    return Long.parseUnsignedLong(dedupId, 0, 16, 16);
  }

  /// The sequence it belongs to: a visitor's anonymous events are one of their own, for each queue.
  long orderKey() {
    return 4L * person + (kind.isOfVisitor() ? 2 : 0) + (kind.isBulk() ? 1 : 0);
  }

  void setLastPost(RegalPost post) {
    wasTableUnavailable = wasTableUnavailable();
    lastPost = post;
  }

  /// Whether the table was unavailable before or after any of its POSTs.
  boolean wasTableUnavailable() {
    return wasTableUnavailable || (lastPost != null && lastPost.isTableUnavailable());
  }

  boolean isMadeWithin(Duration from, Duration to) {
    return madeAt >= from.toNanos() && madeAt < to.toNanos();
  }

  boolean isAccepted() {
    return acceptedAt > 0;
  }

  /// Whether the event itself gives this reason to dead-letter it.
  boolean mayBeDeadLettered(String reason) {
    if (kind.deadLetterReason().equals(reason)) {
      return true;
    }
    if (reason.equals(Reason.REJECTED.code())) {
      return wasRejected;
    }
    if (reason.equals(Reason.UNKNOWN_OUTCOME.code())) {
      return kind.isNamed() && mayBeAtRegal;
    }
    return reason.equals(Reason.POISON_EVENT.code())
        && (poisonKind != PoisonKind.NONE || ownFailures >= 2);
  }
}
