package bridge.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The visibility timeouts that an invocation leaves, as delivery.md promises them: about a tenth
/// of the head's age, at least a minute in a pause, none where the invocation ended first.
final class RetryCheck {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final double JITTER = 0.2;

  /// The machine's clock is off, and SQS takes whole seconds.
  private static final Duration SKEW = Duration.ofMillis(SimulatedPlatform.SKEW + 100);

  private static final Duration ROUNDING = Duration.ofMillis(500);

  private record Retry(SqsMessage head, String reason) {}

  private final Map<SqsGroup, Retry> retries = new HashMap<>();

  /// The function says why a group's head comes back.
  void record(SqsMessage head, String reason) {
    retries.put(head.group, new Retry(head, reason));
  }

  /// Whether the message comes back when it should.
  ///
  /// @param isPaused whether the function says that it waits for the key or the endpoint
  boolean isInTime(SqsMessage message, long now, boolean isPaused) {
    Retry retry = retries.get(message.group);
    Duration delay = Duration.ofNanos(message.hiddenUntil - now);
    if (retry == null) {
      return true;
    }
    if (retry.reason.equals("out_of_time")) {
      return delay.isZero();
    }
    Duration age = Duration.ofNanos(now - retry.head.sentAt);
    Duration least = jitter(tenth(age.minus(SKEW)), 1 - JITTER).minus(ROUNDING);
    Duration most = jitter(tenth(age.plus(SKEW)), 1 + JITTER).plus(ROUNDING);
    return delay.compareTo(isPaused ? max(PAUSE, least) : max(SHORTEST, least)) >= 0
        && delay.compareTo(isPaused ? max(PAUSE, most) : most) <= 0;
  }

  private static Duration tenth(Duration age) {
    Duration tenth = max(SHORTEST, age.dividedBy(10));
    return tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
  }

  private static Duration jitter(Duration delay, double factor) {
    return Duration.ofMillis(Math.round(delay.toMillis() * factor));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
