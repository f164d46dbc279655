package bridge.simulation;

import bridge.regal.Delivery;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the cause of each repeated processing at Regal, and counts.
final class Duplicates {
  private final Map<Cause, Long> counts = new EnumMap<>(Cause.class);
  private final Map<Cause, Long> named = new EnumMap<>(Cause.class);
  private final @Nullable Erasures erasures;
  private long needless;

  /// @param erasures null where nothing is remembered
  Duplicates(@Nullable Erasures erasures) {
    this.erasures = erasures;
  }

  /// @param post what posts it again
  Cause repeated(Post post, Copy copy) {
    Cause cause = cause(post, copy);
    counts.merge(cause, 1L, Long::sum);
    if (copy.fact().kind.isNamed()) {
      named.merge(cause, 1L, Long::sum);
    }
    if (cause == Cause.UNEXPLAINED) {
      needless++;
    }
    return cause;
  }

  Map<Cause, Long> counts() {
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
  Map<Cause, Long> named() {
    return new EnumMap<>(named);
  }

  private Cause cause(Post post, Copy copy) {
    Copy lastCopy = copy.fact().lastProcessed;
    Post last = lastCopy == null ? null : lastCopy.processed;
    if (erasures != null && last != null) {
      return RememberedCause.of(last, post, erasures.hasErased(copy.fact().person, last.at));
    }
    return post.invocation.holds(post.message)
        ? cause(copy, post.invocation)
        : Cause.VISIBILITY_RAN_OUT;
  }

  private static Cause cause(Copy copy, Invocation now) {
    for (Copy each = copy; each != null; each = each.source()) {
      if (each.processed != null) {
        return ofLast(each, each.processed, now);
      }
      if (each.isUnsure || (each.parkedAs != null && each.parkedAs.isUnsure)) {
        return Cause.PARKED_UNSURE;
      }
      if (each.sentBack > 1) {
        return Cause.REPLAY_CUT_SHORT;
      }
    }
    return isSegments(copy) ? Cause.SEGMENT_REPEATED : Cause.UNEXPLAINED;
  }

  private static Cause ofLast(Copy copy, Post last, Invocation now) {
    if (last.invocation.hasDied) {
      return Cause.FUNCTION_DIED;
    }
    Delivery answer = last.answer;
    if (answer != null && !(answer instanceof Delivery.Accepted)) {
      return Cause.OUTCOME_UNKNOWN;
    }
    if (copy.isDeleteLost) {
      return Cause.DELETION_LOST;
    }
    boolean isStillOn = last.invocation != now && !last.invocation.isOver;
    return copy.isDeleteLate || isStillOn ? Cause.VISIBILITY_RAN_OUT : Cause.UNEXPLAINED;
  }

  /// Whether ingest sent the event more than once and SQS, having forgotten, took it again.
  private static boolean isSegments(Copy copy) {
    Fact fact = copy.fact();
    Copy last = fact.lastProcessed;
    return last != null && last.root() != copy.root() && fact.attempts > 1;
  }
}
