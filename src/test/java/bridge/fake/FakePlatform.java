package bridge.fake;

import bridge.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// A clock that only moves when somebody sleeps or a test moves it. Parallel tasks run one after
/// another, but each starts at the same instant, and afterwards it is as late as the slowest made
/// it.
public final class FakePlatform implements Platform {
  private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

  private long nanos;
  private double random = 0.5;
  private Runnable onSleep = () -> {};

  @Override
  public Instant now() {
    return START.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("sleep of " + duration);
    }
    advance(duration);
    onSleep.run();
  }

  /// Runs at the end of each sleep: what others did meanwhile.
  public void onSleep(Runnable onSleep) {
    this.onSleep = onSleep;
  }

  /// Time goes by outside of the code under test.
  public void advance(Duration duration) {
    nanos += duration.toNanos();
  }

  /// What `random` gives from now on.
  public void setRandom(double random) {
    this.random = random;
  }

  @Override
  public <T> List<T> runInParallel(List<? extends Callable<T>> tasks) throws ExecutionException {
    long start = nanos;
    long latest = nanos;
    List<T> results = new ArrayList<>();
    @Nullable Throwable thrown = null;
    for (Callable<T> task : tasks) {
      nanos = start;
      try {
        results.add(task.call());
      } catch (Throwable e) {
        thrown = e;
      }
      latest = Math.max(latest, nanos);
    }
    nanos = latest;
    if (thrown != null) {
      throw new ExecutionException(thrown);
    }
    return results;
  }

  @Override
  public void await(CompletableFuture<Void> end) {
    if (!end.isDone()) {
      throw new IllegalStateException("waits for a task that runs later");
    }
  }

  @Override
  public double random() {
    return random;
  }
}
