package bridge.ingest;

import bridge.platform.Platform;
import bridge.secret.CachedSecret;
import bridge.secret.SecretSource;
import java.time.Duration;

/// The two secrets that Segment shares with the bridge.
///
/// @param signature the secret that signs events
/// @param token the secret that is sent in `X-Bridge-Token`
record SegmentSecrets(RotatingSecret signature, RotatingSecret token) {
  /// Long enough that a store that is unavailable does not delay every request, and that wrong
  /// proofs cannot exhaust its quota.
  private static final CachedSecret.Intervals INTERVALS =
      new CachedSecret.Intervals(
          Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(10));

  /// A cache of both; it has no value unless both are stored.
  static CachedSecret<SegmentSecrets> cached(
      SecretSource signature, SecretSource token, Platform platform) {
    return new CachedSecret<>(
        () -> {
          var secrets =
              new SegmentSecrets(
                  RotatingSecret.of(signature.fetch()), RotatingSecret.of(token.fetch()));
          boolean isMissing = secrets.signature().isMissing() || secrets.token().isMissing();
          return isMissing ? null : secrets;
        },
        INTERVALS,
        platform);
  }
}
