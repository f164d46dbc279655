package bridge.secret;

import java.time.Duration;

/// Where one secret is kept. It blocks for a network call unless a copy young enough is at hand.
public interface SecretSource {
  /// The secret, at most `maxAge` old; zero asks the store itself.
  Secret fetch(Duration maxAge) throws SecretUnavailableException;
}
