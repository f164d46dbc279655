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

  /// @param post what posts it again
  DuplicateCause repeated(RegalPost post, MessageCopy copy) {
    DuplicateCause cause = cause(post, copy);
    counts.merge(cause, 1L, Long::sum);
    if (copy.fact().kind.isNamed()) {
      named.merge(cause, 1L, Long::sum);
    }
    if (cause == DuplicateCause.UNEXPLAINED) {
      needless++;
    }
    return cause;
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
    MessageCopy lastCopy = copy.fact().lastProcessed;
    RegalPost last = lastCopy == null ? null : lastCopy.processed;
    if (erasures != null && last != null) {
      return RememberedCause.of(last, post, erasures.hasErased(copy.fact().person, last.at));
    }
    return post.invocation.holds(post.message)
        ? cause(copy, post.invocation)
        : DuplicateCause.VISIBILITY_RAN_OUT;
  }

  private static DuplicateCause cause(MessageCopy copy, SimulatedInvocation now) {
    for (MessageCopy each = copy; each != null; each = each.source()) {
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
    return isSegments(copy) ? DuplicateCause.SEGMENT_REPEATED : DuplicateCause.UNEXPLAINED;
  }

  private static DuplicateCause ofLast(MessageCopy copy, RegalPost last, SimulatedInvocation now) {
    if (last.invocation.hasDied) {
      return DuplicateCause.FUNCTION_DIED;
    }
    Delivery answer = last.answer;
    if (answer != null && !(answer instanceof Delivery.Accepted)) {
      return DuplicateCause.OUTCOME_UNKNOWN;
    }
    if (copy.isDeleteLost) {
      return DuplicateCause.DELETION_LOST;
    }
    boolean isStillOn = last.invocation != now && !last.invocation.isOver;
    return copy.isDeleteLate || isStillOn
        ? DuplicateCause.VISIBILITY_RAN_OUT
        : DuplicateCause.UNEXPLAINED;
  }

  /// Whether ingest sent the event more than once and SQS, having forgotten, took it again.
  private static boolean isSegments(MessageCopy copy) {
    SimulatedEvent fact = copy.fact();
    MessageCopy last = fact.lastProcessed;
    return last != null && last.root() != copy.root() && fact.attempts > 1;
  }
}
