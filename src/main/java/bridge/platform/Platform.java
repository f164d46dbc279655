package bridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Time, sleep, randomness and threads. Every blocking call of a step goes through this interface
/// or one of `queue`, `regal`, `secret` or `state`, so that one seed can decide a whole run.
public interface Platform {
  Instant now();

  /// Nanoseconds of a monotonic clock; only differences have a meaning.
  long nanoTime();

  void sleep(Duration duration) throws InterruptedException;

  /// Runs each task in a thread of its own and returns when the last has ended, with results in the
  /// order of the tasks. An exception of a task is thrown as the cause of an [ExecutionException]
  /// after all have ended.
  <T> List<T> runInParallel(List<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException;

  /// Waits until another thread completes it.
  void await(CompletableFuture<Void> end) throws InterruptedException;

  /// A random number from 0 (inclusive) to 1 (exclusive).
  double random();
}
