package bridge.redrive;

import java.time.Instant;
import java.util.List;

/// The result of one run of redrive.
///
/// @param ended how it ended
/// @param deadLetters what it found, by reason
/// @param matching how many of them the request selects
/// @param sent how many are on the bulk queue
/// @param unseen about how many more are in the queue, which this run did not receive
public record RedriveResult(
    Ended ended, List<ByReason> deadLetters, int matching, int sent, long unseen) {
  public RedriveResult {
    deadLetters = List.copyOf(deadLetters);
  }

  /// How many of the selected are still dead letters.
  public int remaining() {
    return matching - sent;
  }

  /// How a run ended; the response contains the code.
  public enum Ended {
    LISTED("listed"),
    ALL_SENT("all_sent"),
    LIMIT_REACHED("limit_reached"),
    OUT_OF_TIME("out_of_time"),
    SOME_FAILED("some_failed"),
    BULK_QUEUE_FULL("bulk_queue_full"),
    ANOTHER_RUN_IN_PROGRESS("another_run_in_progress"),
    MORE_REMAIN("more_remain"),
    QUEUE_UNAVAILABLE("queue_unavailable");

    private final String code;

    Ended(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /// The dead letters of one reason, by age.
  public record ByReason(
      String reason,
      int underOneHour,
      int underOneDay,
      int underOneWeek,
      int older,
      Instant oldest) {
    public int count() {
      return underOneHour + underOneDay + underOneWeek + older;
    }
  }
}
