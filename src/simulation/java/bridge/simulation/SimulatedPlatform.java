package bridge.simulation;

import bridge.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The machine of one environment, on the simulation's clock, give or take two seconds.
final class SimulatedPlatform implements Platform {
  /// How far a machine's clock is off at most, in ms.
  static final int SKEW = 2_000;

  private final Scheduler scheduler;
  private final SimulatedEnvironment simulatedEnvironment;
  private final SplittableRandom random;
  private final Duration skew;

  SimulatedPlatform(Scheduler scheduler, SimulatedEnvironment simulatedEnvironment, long seed) {
    this.scheduler = scheduler;
    this.simulatedEnvironment = simulatedEnvironment;
    this.random = new SplittableRandom(seed);
    this.skew = Duration.ofMillis(random.nextInt(-SKEW, SKEW + 1));
  }

  @Override
  public Instant now() {
    return scheduler.now().plus(skew);
  }

  @Override
  public long nanoTime() {
    return scheduler.nanoTime();
  }

  @Override
  public void sleep(Duration duration) {
    scheduler.sleep(duration);
  }

  @Override
  public <T> List<T> runInParallel(List<? extends Callable<T>> tasks) throws ExecutionException {
    List<ParallelTask<T>> parallelTasks = new ArrayList<>(tasks.size());
    Join join = new Join(tasks.size(), scheduler.currentThread());
    for (Callable<T> task : tasks) {
      ParallelTask<T> parallelTask = new ParallelTask<>(task, join);
      parallelTasks.add(parallelTask);
      scheduler.start(simulatedEnvironment, parallelTask);
    }
    if (!parallelTasks.isEmpty()) {
      scheduler.suspend();
    }
    List<T> results = new ArrayList<>(parallelTasks.size());
    for (ParallelTask<T> parallelTask : parallelTasks) {
      results.add(parallelTask.result());
    }
    return results;
  }

  @Override
  public void await(CompletableFuture<Void> end) {
    if (!end.isDone()) {
      SimulatedThread waiting = scheduler.currentThread();
      var _ = end.thenRun(() -> scheduler.wake(waiting));
      scheduler.suspend();
    }
  }

  @Override
  public double random() {
    return random.nextDouble();
  }

  private final class Join {
    private final SimulatedThread waiting;
    private int left;

    Join(int left, SimulatedThread waiting) {
      this.left = left;
      this.waiting = waiting;
    }

    void countDown() {
      left--;
      if (left == 0) {
        scheduler.wake(waiting);
      }
    }
  }

  private static final class ParallelTask<T> implements Runnable {
    private final Callable<T> task;
    private final Join join;
    private @Nullable T value;
    private @Nullable Throwable thrown;

    ParallelTask(Callable<T> task, Join join) {
      this.task = task;
      this.join = join;
    }

    @Override
    public void run() {
      try {
        value = task.call();
      } catch (Throwable e) {
        thrown = e;
      }
      join.countDown();
    }

    @SuppressWarnings("NullAway") // a task's own result, which may be whatever T allows
    T result() throws ExecutionException {
      if (thrown != null) {
        throw new ExecutionException(thrown);
      }
      return value;
    }
  }
}
