package bridge.resilience;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Proof that an event itself is at fault: it failed here at least twice, and between two of its
/// failures at least ten events of other people were accepted while under a tenth failed. Only what
/// this environment saw since its breaker last closed counts. It never blocks.
public final class PoisonEvents {
  private static final int ACCEPTED_BETWEEN = 10;
  private static final int ONE_FAILED_IN = 10;

  /// Events remembered; beyond, the oldest starts over.
  private static final int MAX_EVENTS = 10_000;

  /// The counts when the event failed first; `proven` once a later failure found proof.
  private record Seen(long accepted, long failed, boolean isProven) {}

  private final SequencedMap<String, Seen> seen = new LinkedHashMap<>();
  private long accepted;
  private long failed;

  public synchronized void recordAccepted() {
    accepted++;
  }

  /// The event failed once more.
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
      // Too few to tell. Its own failures are no argument against others.
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

  /// It is done, in whatever way.
  public synchronized void remove(String messageId) {
    seen.remove(messageId);
  }

  /// The breaker has closed: what was seen before proves nothing.
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
