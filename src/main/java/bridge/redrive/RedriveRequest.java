package bridge.redrive;

import java.time.Duration;
import java.util.Set;

/// What a run of replay is to do.
///
/// @param isDryRun whether it only lists
/// @param reasons codes of parked events to send back; empty means all but `privacy_delete`
/// @param messageIds SQS ids of single parked messages, which narrow the reasons' choice; empty
///   means all
/// @param youngest the age since the bridge first got the event that it must at least have
/// @param oldest the age it may at most have
/// @param limit the most events to send back
/// @param perSecond the most events to send back in a second, 1 to 100
/// @param maxQueued the run stops while the events queue holds more than this
public record RedriveRequest(
    boolean isDryRun,
    Set<String> reasons,
    Set<String> messageIds,
    Duration youngest,
    Duration oldest,
    int limit,
    int perSecond,
    int maxQueued) {
  public static final int DEFAULT_LIMIT = 1_000;
  public static final int DEFAULT_PER_SECOND = 10;
  public static final int DEFAULT_MAX_QUEUED = 1_000;

  public RedriveRequest {
    reasons = Set.copyOf(reasons);
    messageIds = Set.copyOf(messageIds);
    if (limit < 1 || perSecond < 1 || perSecond > 100 || maxQueued < 0) {
      throw new IllegalArgumentException(
          "limit must be at least 1, perSecond 1 to 100, maxQueued at least 0");
    }
  }
}
