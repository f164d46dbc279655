package bridge.secret;

import bridge.platform.Platform;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A secret, cached for five minutes, and for longer while the store is unavailable. Thread-safe;
/// while one thread fetches a fresher value, the others use the cached one.
///
/// @param <T> what the stored text is read as
public final class CachedSecret<T> {
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final Fetch<T> fetch;
  private final Intervals intervals;
  private final Platform platform;
  private volatile @Nullable T value;
  private @Nullable Long fetchedAt;
  private @Nullable Long triedAt;

  /// One fetch from the store.
  public interface Fetch<T> {
    /// The stored value; null if the store holds none that can be used.
    @Nullable T fetch() throws SecretUnavailableException;
  }

  /// The shortest time between two fetches.
  ///
  /// @param missing while there is no value
  /// @param unavailable while the store is unavailable and a value is cached
  /// @param rejected after a cached value did not match
  public record Intervals(Duration missing, Duration unavailable, Duration rejected) {}

  public CachedSecret(Fetch<T> fetch, Intervals intervals, Platform platform) {
    this.fetch = fetch;
    this.intervals = intervals;
    this.platform = platform;
  }

  /// The value; null if there is none.
  public @Nullable T current() {
    if (!beginFetch(value == null ? intervals.missing() : intervals.unavailable(), MAX_AGE)) {
      return value; // another thread may have fetched it meanwhile
    }
    try {
      return keep(fetch.fetch());
    } catch (SecretUnavailableException _) {
      return value;
    }
  }

  /// The value after `rejected` did not match: another one that is cached by now, otherwise the
  /// store's. Null if there is none, and while it must not be fetched again.
  public @Nullable T afterRejection(T rejected) {
    T other = otherThan(rejected);
    if (other != null) {
      return other;
    }
    if (!beginFetch(intervals.rejected(), Duration.ZERO)) {
      return otherThan(rejected); // another thread may have fetched it meanwhile
    }
    try {
      return keep(fetch.fetch());
    } catch (SecretUnavailableException _) {
      return null;
    }
  }

  /// Whether the last fetch and the cached value are old enough for a fetch, which then begins.
  private synchronized boolean beginFetch(Duration interval, Duration age) {
    long now = platform.nanoTime();
    if (isYoung(triedAt, interval, now) || (value != null && isYoung(fetchedAt, age, now))) {
      return false;
    }
    triedAt = now;
    return true;
  }

  private static boolean isYoung(@Nullable Long since, Duration age, long now) {
    return since != null && now - since < age.toNanos();
  }

  private synchronized @Nullable T keep(@Nullable T fetched) {
    value = fetched;
    fetchedAt = platform.nanoTime();
    return fetched;
  }

  private @Nullable T otherThan(T rejected) {
    T cached = value;
    return rejected.equals(cached) ? null : cached;
  }
}
