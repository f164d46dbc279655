package bridge.secret;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.platform.SystemPlatform;
import java.time.Duration;
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

  /// Its clock stands still, and what another thread does happens when it is read.
  private static final class InterruptedPlatform extends SystemPlatform {
    Runnable meanwhile = () -> {};
    private long nanos;

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long nanoTime() {
      Runnable other = meanwhile;
      meanwhile = () -> {};
      other.run();
      return nanos;
    }
  }
}
