package bridge.secret;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.Race;
import bridge.platform.SystemPlatform;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A secret that one thread fetches while another decides whether to.
class CachedSecretTest {
  private final InterruptedPlatform platform = new InterruptedPlatform();
  private String stored = "first";
  private final CachedSecret<String> secret =
      new CachedSecret<>(
          () -> stored,
          new CachedSecret.Intervals(Duration.ZERO, Duration.ofSeconds(10), Duration.ZERO),
          platform);

  @Test
  void aSecretThatAnotherThreadFetchesMeanwhileIsNotMissing() {
    platform.meanwhile = secret::current;

    assertThat(secret.current()).isEqualTo("first");
  }

  @Test
  void aSecretThatReplacesARejectedOneMeanwhileIsUsed() {
    CachedSecret<String> seldom =
        new CachedSecret<>(
            () -> stored,
            new CachedSecret.Intervals(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)),
            platform);
    assertThat(seldom.current()).isEqualTo("first");
    platform.advance(Duration.ofMinutes(6));
    stored = "second";
    platform.meanwhile = seldom::current;

    assertThat(seldom.afterRejection("first")).isEqualTo("second");
  }

  @Test
  void threadsThatNeedASecretAtTheSameMomentFetchItOnce() throws Exception {
    AtomicInteger fetches = new AtomicInteger();
    CachedSecret<String> cold =
        new CachedSecret<>(
            () -> "secret " + fetches.incrementAndGet(),
            new CachedSecret.Intervals(
                Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)),
            platform);
    platform.lock = cold;
    Race.run(10, 1, () -> cold, (secret, _) -> secret.current());

    assertThat(fetches).hasValue(1);
  }

  /// Its clock stands still, and what another thread does happens when it is read.
  private static final class InterruptedPlatform extends SystemPlatform {
    Runnable meanwhile = () -> {};

    /// Of the one who reads the clock, null if it does not matter.
    @Nullable Object lock;

    private long nanos;

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long nanoTime() {
      if (lock != null && !Thread.holdsLock(lock)) {
        throw new AssertionError("two threads may decide to fetch");
      }
      Runnable other = meanwhile;
      meanwhile = () -> {};
      other.run();
      return nanos;
    }
  }
}
