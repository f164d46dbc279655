package bridge.dispatch;

import bridge.platform.Platform;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Regal's key: looked up again every five minutes, after a 401, and whenever it is missing; while
/// the store is down, the last value it gave.
final class ApiKeyCache {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  /// How long a store that did not answer is left alone while there is a last good value.
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

  private final SecretSource source;
  private final Platform platform;
  private @Nullable Secret key;
  private long refreshAt;

  ApiKeyCache(SecretSource source, Platform platform) {
    this.source = source;
    this.platform = platform;
  }

  /// The key to post with, null where there is none: never given, or left empty or as placeholder.
  @Nullable Secret current() {
    Secret known = freshKey();
    return usableOrNull(known != null ? known : fetch());
  }

  /// The key after `rejected` was answered with 401: another that came in meanwhile, else what the
  /// store holds now; null where the store does not answer or holds none.
  @Nullable Secret afterRejection(Secret rejected) {
    Secret known = key();
    if (known != null && !known.equals(rejected)) {
      return usableOrNull(known);
    }
    try {
      return usableOrNull(keep(source.fetch(Duration.ZERO)));
    } catch (SecretUnavailableException _) {
      return null;
    }
  }

  /// The kept value while it is young, and while another thread is looking for a younger one.
  private synchronized @Nullable Secret freshKey() {
    if (usableOrNull(key) == null) {
      return null;
    }
    if (platform.nanoTime() - refreshAt < 0) {
      return key;
    }
    refreshAt = platform.nanoTime() + RETRY_INTERVAL.toNanos();
    return null;
  }

  private @Nullable Secret fetch() {
    try {
      return keep(source.fetch(Duration.ZERO));
    } catch (SecretUnavailableException _) {
      return key();
    }
  }

  private synchronized @Nullable Secret key() {
    return key;
  }

  private synchronized Secret keep(Secret fetched) {
    key = fetched;
    refreshAt = platform.nanoTime() + MAX_AGE.toNanos();
    return fetched;
  }

  private static @Nullable Secret usableOrNull(@Nullable Secret secret) {
    return secret == null || secret.isMissing() ? null : secret;
  }
}
