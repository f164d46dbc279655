package bridge.resilience;

import bridge.platform.Platform;
import java.time.Duration;
import java.time.Instant;

/// What may still be begun before the invocation must have answered.
public final class InvocationDeadline {
  /// The most that one POST may take, its answer's body included.
  public static final Duration POST = Duration.ofSeconds(10);

  /// Kept free behind a POST: parking, the last call for delays, the answer.
  static final Duration RESERVE = Duration.ofSeconds(12);

  /// The most that an invocation waits for an open breaker.
  static final Duration MAX_BREAKER_WAIT = Duration.ofSeconds(20);

  private final Platform platform;
  private final Instant deadline;
  private final Instant waitUntil;

  public InvocationDeadline(Platform platform, Instant deadline) {
    this.platform = platform;
    this.deadline = deadline;
    Instant longest = platform.now().plus(MAX_BREAKER_WAIT);
    Instant lastPost = deadline.minus(POST).minus(RESERVE);
    this.waitUntil = longest.isBefore(lastPost) ? longest : lastPost;
  }

  /// Whether a POST may begin that much later.
  public boolean mayPost(Duration later) {
    return !platform.now().plus(later).plus(POST).plus(RESERVE).isAfter(deadline);
  }

  public boolean mayDeadLetter() {
    return !platform.now().plus(RESERVE).isAfter(deadline);
  }

  /// How much longer the batch may be held; zero or less where that time is over.
  public Duration breakerWait() {
    return Duration.between(platform.now(), waitUntil);
  }
}
