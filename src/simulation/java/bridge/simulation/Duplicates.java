package bridge.simulation;

import bridge.regal.Delivery;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the cause of each repeated processing at Regal, and counts.
final class Duplicates {
  /// How long what the table said counts.
  private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

  private final Map<DuplicateCause, Long> counts = new EnumMap<>(DuplicateCause.class);
  private final Map<DuplicateCause, Long> named = new EnumMap<>(DuplicateCause.class);
  private final @Nullable Erasures erasures;
  private long needless;

  /// @param erasures null where nothing is remembered
  Duplicates(@Nullable Erasures erasures) {
    this.erasures = erasures;
  }

  /// @param post what posts it again
  DuplicateCause record(RegalPost post, MessageCopy copy) {
    DuplicateCause duplicateCause = cause(post, copy);
    counts.merge(duplicateCause, 1L, Long::sum);
    if (copy.event.kind.isNamed()) {
      named.merge(duplicateCause, 1L, Long::sum);
    }
    if (duplicateCause == DuplicateCause.UNEXPLAINED) {
      needless++;
    }
    return duplicateCause;
  }

  Map<DuplicateCause, Long> counts() {
    return new EnumMap<>(counts);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Of what the function knew to be processed.
  long needless() {
    return needless;
  }

  /// Of events that Regal cannot tell from a second one.
  Map<DuplicateCause, Long> named() {
    return new EnumMap<>(named);
  }

  private DuplicateCause cause(RegalPost post, MessageCopy copy) {
    MessageCopy lastCopy = copy.event.lastProcessed;
    RegalPost last = lastCopy == null ? null : lastCopy.processedPost;
    if (erasures != null && last != null) {
      return causeDespiteTable(last, post, erasures.hasErased(copy.event.person, last.at));
    }
    return post.invocation.hasCurrentReceipt(post.message)
        ? cause(copy, post.invocation)
        : DuplicateCause.VISIBILITY_RAN_OUT;
  }

  /// Why Regal processed an event again although the state table records deliveries.
  ///
  /// @param last the POST that Regal processed before
  /// @param now the one that it processes again
  private static DuplicateCause causeDespiteTable(RegalPost last, RegalPost now, boolean isErased) {
    if (isErased && last.isMarked()) {
      return DuplicateCause.PERSON_ERASED;
    }
    if (last.isSurelyNotTaken()) {
      return DuplicateCause.REFUSED_AND_PROCESSED;
    }
    boolean isAccepted = last.delivery instanceof Delivery.Accepted;
    boolean isUnwritten = isAccepted && last.isTableUnavailableAfter;
    if (!last.isMarked() && last.invocation.hasDied && !isUnwritten) {
      return DuplicateCause.FUNCTION_DIED;
    }
    if (!isAccepted && last.delivery != null) {
      return DuplicateCause.OUTCOME_UNKNOWN;
    }
    if (!last.isMarked() && isUnwritten) {
      return DuplicateCause.TABLE_UNAVAILABLE_AFTER;
    }
    boolean isLookValid = now.lookedAt >= 0 && now.at - now.lookedAt <= LOOK_NANOS;
    if (!isLookValid && now.isTableUnavailableBefore) {
      return DuplicateCause.TABLE_UNAVAILABLE_BEFORE;
    }
    if (last.markedAt < now.lookedAt) {
      return DuplicateCause.UNEXPLAINED;
    }
    if (last.message != now.message) {
      return DuplicateCause.TWO_MESSAGES;
    }
    return last.invocation.hasSameReceipt(now.invocation, now.message)
        ? DuplicateCause.INVOKED_TWICE
        : DuplicateCause.VISIBILITY_RAN_OUT;
  }

  private static DuplicateCause cause(MessageCopy copy, SimulatedInvocation now) {
    for (MessageCopy each = copy; each != null; each = each.source) {
      if (each.processedPost != null) {
        return causeOfLast(each, each.processedPost, now);
      }
      if (each.isUnconfirmed
          || (each.deadLetterCopy != null && each.deadLetterCopy.isUnconfirmed)) {
        return DuplicateCause.DEAD_LETTER_UNCONFIRMED;
      }
      if (each.redrives > 1) {
        return DuplicateCause.REDRIVE_CUT_SHORT;
      }
    }
    return isResentBySegment(copy) ? DuplicateCause.SEGMENT_RESENT : DuplicateCause.UNEXPLAINED;
  }

  private static DuplicateCause causeOfLast(
      MessageCopy copy, RegalPost last, SimulatedInvocation now) {
    if (last.invocation.hasDied) {
      return DuplicateCause.FUNCTION_DIED;
    }
    if (last.isSurelyNotTaken()) {
      return DuplicateCause.REFUSED_AND_PROCESSED;
    }
    Delivery delivery = last.delivery;
    if (delivery != null && !(delivery instanceof Delivery.Accepted)) {
      return DuplicateCause.OUTCOME_UNKNOWN;
    }
    if (copy.isDeleteLost) {
      return DuplicateCause.DELETION_LOST;
    }
    boolean isStillRunning = last.invocation != now && !last.invocation.isOver;
    return copy.isDeleteLate || isStillRunning
        ? DuplicateCause.VISIBILITY_RAN_OUT
        : DuplicateCause.UNEXPLAINED;
  }

  /// Whether ingest sent the event more than once and SQS, having forgotten, took it again.
  private static boolean isResentBySegment(MessageCopy copy) {
    SimulatedEvent event = copy.event;
    MessageCopy last = event.lastProcessed;
    return last != null && last.root() != copy.root() && event.attempts > 1;
  }
}
