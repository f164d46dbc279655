package bridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// Time, waiting, chance and threads. Every place where a step may block goes through this or
/// through an interface of `queue`, `regal` or `machine`, so that one seed can decide a whole run.
public interface Platform {
  Instant now();

  /// Nanoseconds of a clock that never jumps; only differences mean something.
  long nanoTime();

  void sleep(Duration duration) throws InterruptedException;

  /// Runs the tasks side by side, each in a thread of its own, and returns when the last has ended;
  /// results stand in the order of the tasks. What a task throws reaches the caller as the cause of
  /// an [ExecutionException] after all have ended.
  <T> List<T> runInParallel(List<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException;

  /// A random number from 0 (inclusive) to 1 (exclusive).
  double random();
}
