package bridge.resilience;

import bridge.platform.Platform;
import java.time.Duration;
import java.time.Instant;

/// What may still begin before the end of an invocation.
public final class InvocationDeadline {
  /// The longest duration of one POST, its response body included.
  public static final Duration POST = Duration.ofSeconds(10);

  /// What the state table's calls after a POST may take.
  private static final Duration COMMIT = Duration.ofSeconds(3);

  /// Reserved after these: dead-lettering, the visibility call, the response.
  static final Duration RESERVE = Duration.ofSeconds(12);

  /// The longest wait of an invocation for an open breaker.
  static final Duration MAX_BREAKER_WAIT = Duration.ofSeconds(20);

  private final Platform platform;
  private final Instant deadline;
  private final Instant waitUntil;

  public InvocationDeadline(Platform platform, Instant deadline) {
    this.platform = platform;
    this.deadline = deadline;
    Instant longest = platform.now().plus(MAX_BREAKER_WAIT);
    Instant lastPost = deadline.minus(POST).minus(COMMIT).minus(RESERVE);
    this.waitUntil = longest.isBefore(lastPost) ? longest : lastPost;
  }

  /// Whether a POST may begin after this delay.
  public boolean mayPost(Duration later) {
    return !platform.now().plus(later).plus(POST).plus(COMMIT).plus(RESERVE).isAfter(deadline);
  }

  public boolean mayDeadLetter() {
    return !platform.now().isAfter(lastDeadLetter());
  }

  /// When the last dead-lettering may begin.
  public Instant lastDeadLetter() {
    return deadline.minus(RESERVE);
  }

  /// How much longer the batch may wait for the breaker; zero or less if that time is over.
  public Duration breakerWait() {
    return Duration.between(platform.now(), waitUntil);
  }
}
