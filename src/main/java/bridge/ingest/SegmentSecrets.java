package bridge.ingest;

import bridge.platform.Platform;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The two secrets that Segment shares with the bridge, cached for five minutes, and for longer
/// while the store does not respond.
final class SegmentSecrets {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);
  private static final Duration BETWEEN_REFETCHES = Duration.ofSeconds(10);

  /// A store that does not respond must not delay every request.
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(30);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Platform platform;
  private final SecretSource signature;
  private final SecretSource token;
  private volatile @Nullable Pair lastGood;
  private volatile Instant lastTried = Instant.EPOCH;

  /// The secret that signs events, and the one that is sent in `X-Bridge-Token`.
  record Pair(RotatingSecret signature, RotatingSecret token, Instant fetchedAt) {
    boolean isMissing() {
      return signature.isMissing() || token.isMissing();
    }
  }

  SegmentSecrets(Platform platform, SecretSource signature, SecretSource token) {
    this.platform = platform;
    this.signature = signature;
    this.token = token;
  }

  /// The last good pair; null if there is none, or if it is empty.
  @Nullable Pair current() {
    Instant now = platform.now();
    Pair known = lastGood;
    boolean isUsable = known != null && !known.isMissing();
    boolean isDue = known == null || !isUsable || known.fetchedAt().plus(MAX_AGE).isBefore(now);
    if (isDue && lastTried.plus(isUsable ? BETWEEN_REFRESHES : BETWEEN_TRIES).isBefore(now)) {
      known = fetch(now, known);
    }
    return known == null || known.isMissing() ? null : known;
  }

  /// The pair, fetched again after a proof did not match. At most once in ten seconds, so that
  /// wrong proofs cannot exhaust the store's quota; null otherwise.
  @Nullable Pair refetchAfterMismatch() {
    Instant now = platform.now();
    Pair known = lastGood;
    if (known == null || lastTried.plus(BETWEEN_REFETCHES).isAfter(now)) {
      return null;
    }
    Pair fresh = fetch(now, known);
    return fresh == null || fresh.isMissing() ? null : fresh;
  }

  private @Nullable Pair fetch(Instant now, @Nullable Pair known) {
    lastTried = now;
    try {
      Pair fresh =
          new Pair(
              RotatingSecret.of(signature.fetch(Duration.ZERO)),
              RotatingSecret.of(token.fetch(Duration.ZERO)),
              now);
      lastGood = fresh;
      return fresh;
    } catch (SecretUnavailableException _) {
      return known;
    }
  }
}
