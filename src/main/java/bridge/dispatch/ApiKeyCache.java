package bridge.dispatch;

import bridge.platform.Platform;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A cache of Regal's API key. The key is fetched again every five minutes, after a 401, and while
/// it is missing. While the store is unavailable, its last value is used.
final class ApiKeyCache {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  /// The interval between fetches from a store that does not respond, while there is a last good
  /// value.
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(10);

  private final SecretSource source;
  private final Platform platform;
  private @Nullable Secret key;
  private long refreshAt;

  ApiKeyCache(SecretSource source, Platform platform) {
    this.source = source;
    this.platform = platform;
  }

  /// The key to post with; null if there is none, or if it is empty or the placeholder.
  @Nullable Secret current() {
    Secret known = freshKey();
    return usableOrNull(known != null ? known : fetch());
  }

  /// The key after a 401 for `rejected`: another one that is cached by now, otherwise the store's
  /// current one; null if the store does not respond or has none.
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

  /// The cached value while it is fresh, and while another thread fetches a fresher one; null
  /// otherwise.
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
