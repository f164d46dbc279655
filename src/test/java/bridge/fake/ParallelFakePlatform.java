package bridge.fake;

import bridge.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// A machine whose time passes only by [#sleep]. Side-by-side tasks run one after the other, but
/// each starts at the same instant, and afterwards it is as late as the slowest made it.
public final class ParallelFakePlatform implements Platform {
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public void sleep(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public <T> List<T> runInParallel(List<? extends Callable<T>> tasks) throws ExecutionException {
    Instant start = now;
    Instant latest = now;
    List<T> results = new ArrayList<>();
    for (Callable<T> task : tasks) {
      now = start;
      try {
        results.add(task.call());
      } catch (Exception e) {
        throw new ExecutionException(e);
      }
      latest = now.isAfter(latest) ? now : latest;
    }
    now = latest;
    return results;
  }

  @Override
  public double random() {
    return 0.5;
  }
}
