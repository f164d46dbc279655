package bridge.secret;

import java.time.Duration;

/// The store of one secret. A call blocks for a network call unless a cached value is young enough.
public interface SecretSource {
  /// The secret, at most `maxAge` old; zero bypasses the cache.
  Secret fetch(Duration maxAge) throws SecretUnavailableException;
}
