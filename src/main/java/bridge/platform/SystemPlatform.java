package bridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/// The platform in Lambda: system clocks and virtual threads.
public class SystemPlatform implements Platform {
  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration);
  }

  @Override
  public <T> List<T> runInParallel(List<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>(tasks.size());
      for (Future<T> ended : threads.invokeAll(tasks)) {
        results.add(ended.get());
      }
      return results;
    }
  }

  @Override
  public void await(CompletableFuture<Void> end) throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
