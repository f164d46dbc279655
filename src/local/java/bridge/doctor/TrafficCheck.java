package bridge.doctor;

import bridge.stack.StackMetrics;
import bridge.stack.StackMetrics.Point;
import bridge.stack.StackMetrics.Series;
import java.time.Duration;
import java.util.List;

/// What the metrics of the last days tell: the last accepted and delivered events, whether Regal
/// accepts the key, how old the dead letters are.
record TrafficCheck(StackMetrics metrics) {
  private static final String FLOW = "traffic";
  private static final String KEY = "regal-key-use";
  private static final String AGE = "dead-letter-age";
  private static final Duration DELIVERY_LAG = Duration.ofHours(1);
  private static final Duration EXPIRES_SOON = Duration.ofDays(10); // as DeadLetterExpiryAlarm

  List<Finding> flow() {
    Point accepted = metrics.newest(Series.ACCEPTED);
    Point delivered = metrics.newest(Series.DELIVERED);
    if (accepted == null) {
      return List.of(
          Finding.warning(
              FLOW,
              "No event was accepted in the last %s days.".formatted(StackMetrics.SPAN.toDays()),
              "Look at the destination in Segment."));
    }
    String last = "Last accepted " + accepted.at();
    if (delivered == null || delivered.at().plus(DELIVERY_LAG).isBefore(accepted.at())) {
      return List.of(
          Finding.warning(
              FLOW,
              "%s, last delivered %s."
                  .formatted(last, delivered == null ? "never in three days" : delivered.at()),
              "Look at the alarms, and at what was skipped on the dashboard."));
    }
    return List.of(Finding.ok(FLOW, "%s, last delivered %s".formatted(last, delivered.at())));
  }

  List<Finding> key() {
    Point rejected = metrics.newest(Series.KEY_REJECTED);
    Point delivered = metrics.newest(Series.DELIVERED);
    if (rejected != null && (delivered == null || delivered.at().isBefore(rejected.at()))) {
      return List.of(
          Finding.failure(
              KEY,
              "Regal rejected the key at %s and has accepted nothing since."
                  .formatted(rejected.at()),
              "Store a working key by the command in the output SetRegalKey."));
    }
    return List.of(
        delivered == null
            ? Finding.warning(
                KEY,
                "Regal has accepted nothing with it in three days.",
                "Send a test event: src/site/markdown/deployment.md#steps")
            : Finding.ok(KEY, "accepted by Regal " + delivered.at()));
  }

  List<Finding> deadLetterAge() {
    Point oldest = metrics.newest(Series.DEAD_LETTER_AGE);
    Duration age = Duration.ofSeconds(oldest == null ? 0 : Math.round(oldest.value()));
    return List.of(
        age.compareTo(EXPIRES_SOON) > 0
            ? Finding.failure(
                AGE,
                "The oldest waited %s days; SQS deletes it after 14.".formatted(age.toDays()),
                DeadLetterCheck.REDRIVE)
            : Finding.ok(AGE, "none is over ten days old"));
  }
}
