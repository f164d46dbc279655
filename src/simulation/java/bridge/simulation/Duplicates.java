package bridge.simulation;

import bridge.regal.Delivery;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the cause of each repeated processing at Regal, and counts.
final class Duplicates {
  private final Map<DuplicateCause, Long> counts = new EnumMap<>(DuplicateCause.class);
  private final Map<DuplicateCause, Long> named = new EnumMap<>(DuplicateCause.class);
  private final @Nullable Erasures erasures;
  private long needless;

  /// @param erasures null where nothing is remembered
  Duplicates(@Nullable Erasures erasures) {
    this.erasures = erasures;
  }

  /// @param regalPost what posts it again
  DuplicateCause repeated(RegalPost regalPost, MessageCopy messageCopy) {
    DuplicateCause duplicateCause = cause(regalPost, messageCopy);
    counts.merge(duplicateCause, 1L, Long::sum);
    if (messageCopy.fact().eventKind.isNamed()) {
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

  private DuplicateCause cause(RegalPost regalPost, MessageCopy messageCopy) {
    MessageCopy lastCopy = messageCopy.fact().lastProcessed;
    RegalPost last = lastCopy == null ? null : lastCopy.processed;
    if (erasures != null && last != null) {
      return RememberedCause.of(
          last, regalPost, erasures.hasErased(messageCopy.fact().person, last.at));
    }
    return regalPost.simulatedInvocation.holds(regalPost.message)
        ? cause(messageCopy, regalPost.simulatedInvocation)
        : DuplicateCause.VISIBILITY_RAN_OUT;
  }

  private static DuplicateCause cause(MessageCopy messageCopy, SimulatedInvocation now) {
    for (MessageCopy each = messageCopy; each != null; each = each.source()) {
      if (each.processed != null) {
        return ofLast(each, each.processed, now);
      }
      if (each.isUnsure || (each.parkedAs != null && each.parkedAs.isUnsure)) {
        return DuplicateCause.PARKED_UNSURE;
      }
      if (each.sentBack > 1) {
        return DuplicateCause.REPLAY_CUT_SHORT;
      }
    }
    return isSegments(messageCopy) ? DuplicateCause.SEGMENT_REPEATED : DuplicateCause.UNEXPLAINED;
  }

  private static DuplicateCause ofLast(
      MessageCopy messageCopy, RegalPost last, SimulatedInvocation now) {
    if (last.simulatedInvocation.hasDied) {
      return DuplicateCause.FUNCTION_DIED;
    }
    Delivery answer = last.answer;
    if (answer != null && !(answer instanceof Delivery.Accepted)) {
      return DuplicateCause.OUTCOME_UNKNOWN;
    }
    if (messageCopy.isDeleteLost) {
      return DuplicateCause.DELETION_LOST;
    }
    boolean isStillOn = last.simulatedInvocation != now && !last.simulatedInvocation.isOver;
    return messageCopy.isDeleteLate || isStillOn
        ? DuplicateCause.VISIBILITY_RAN_OUT
        : DuplicateCause.UNEXPLAINED;
  }

  /// Whether ingest sent the event more than once and SQS, having forgotten, took it again.
  private static boolean isSegments(MessageCopy messageCopy) {
    SimulatedEvent simulatedEvent = messageCopy.fact();
    MessageCopy last = simulatedEvent.lastProcessed;
    return last != null && last.root() != messageCopy.root() && simulatedEvent.attempts > 1;
  }
}
