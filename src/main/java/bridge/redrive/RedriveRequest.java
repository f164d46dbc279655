package bridge.redrive;

import java.time.Duration;
import java.util.Set;

/// The request for one run of redrive.
///
/// @param isDryRun whether it only lists
/// @param reasons codes of dead letters to redrive; empty means all but `privacy_delete`
/// @param messageIds SQS ids of single dead letters, which narrow the selection by reason; empty
///   means all
/// @param youngest the minimum age since the bridge first received the event
/// @param oldest the maximum age
/// @param limit the maximum number of events to redrive
/// @param perSecond the maximum number of events per second, 1 to 100
/// @param maxQueued the run stops if the bulk queue holds more than this
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
  public static final int DEFAULT_PER_SECOND = 50;
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
