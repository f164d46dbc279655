package bridge.resilience;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Detects poison events. An event is at fault if it failed at least twice and, between two of its
/// failures, at least ten events of other people were accepted and under a tenth failed. Only what
/// this environment observed since its breaker last closed counts. It never blocks.
public final class PoisonEvents {
  private static final int ACCEPTED_BETWEEN = 10;
  private static final int ONE_FAILED_IN = 10;

  /// Events kept; beyond, the oldest starts from zero.
  private static final int MAX_EVENTS = 10_000;

  /// The counts at the event's first failure; `isProven` once a later failure found the proof.
  private record Seen(long accepted, long failed, boolean isProven) {}

  private final SequencedMap<String, Seen> seen = new LinkedHashMap<>();
  private long accepted;
  private long failed;

  public synchronized void recordAccepted() {
    accepted++;
  }

  /// Records one more failure of the event.
  public synchronized void recordFailure(String messageId) {
    Seen first = seen.get(messageId);
    if (first == null) {
      failed++;
      put(messageId, new Seen(accepted, failed, false));
      return;
    }
    if (first.isProven) {
      failed++;
      return;
    }
    long passedBetween = accepted - first.accepted;
    long failedBetween = failed - first.failed;
    failed++;
    if (passedBetween < ACCEPTED_BETWEEN) {
      // Too few for a decision. Its own failures do not count against others.
      put(messageId, new Seen(first.accepted, first.failed + 1, false));
    } else {
      boolean proven = failedBetween * ONE_FAILED_IN < passedBetween + failedBetween;
      put(messageId, new Seen(accepted, failed, proven));
    }
  }

  public synchronized boolean isProven(String messageId) {
    Seen event = seen.get(messageId);
    return event != null && event.isProven;
  }

  /// Removes an event that is done.
  public synchronized void remove(String messageId) {
    seen.remove(messageId);
  }

  /// Starts from zero when the breaker closes: earlier observations prove nothing.
  public synchronized void clear() {
    seen.clear();
  }

  private void put(String messageId, Seen event) {
    seen.put(messageId, event);
    if (seen.size() > MAX_EVENTS) {
      seen.pollFirstEntry();
    }
  }
}
