package bridge.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Virtual time, and whose turn it is. Simulated threads go one at a time: who has to wait hands
/// over to the thread that is due next, and among those due at one instant the seed decides.
///
/// An action runs on the thread that happens to hand over, so it must not wait.
final class Scheduler {
  static final Instant START = Instant.parse("2026-11-24T08:00:00Z");

  private final PriorityQueue<Due> dues = new PriorityQueue<>();
  private final SplittableRandom ties;
  private final SimulatedThread outside = new SimulatedThread(new SimulatedEnvironment(), () -> {});
  private long nanos;
  private long nextSequence;
  private boolean isStopped;
  private @Nullable Throwable failure;
  private SimulatedThread currentThread = outside;

  Scheduler(long seed) {
    this.ties = new SplittableRandom(seed);
  }

  /// Nanoseconds since the run began.
  long nanoTime() {
    return nanos;
  }

  Instant now() {
    return START.plusNanos(nanos);
  }

  static Instant instant(long nanos) {
    return START.plusNanos(nanos);
  }

  void runAfter(Duration duration, Runnable action) {
    runAt(nanos + duration.toNanos(), action);
  }

  void runAt(long time, Runnable action) {
    schedule(time, null, action);
  }

  /// A new simulated thread, ready from now on.
  void start(SimulatedEnvironment simulatedEnvironment, Runnable work) {
    schedule(nanos, new SimulatedThread(simulatedEnvironment, work), null);
  }

  /// The simulated thread that is calling.
  SimulatedThread currentThread() {
    return currentThread;
  }

  void sleep(Duration duration) {
    schedule(nanos + Math.max(duration.toNanos(), 0), currentThread, null);
    suspend();
  }

  /// The thread may go on from now on.
  void wake(SimulatedThread thread) {
    schedule(nanos, thread, null);
  }

  /// Returns when somebody has woken the calling thread; never if its environment has ended.
  void suspend() {
    SimulatedThread me = currentThread;
    if (switchThread() != me) {
      me.await();
    }
  }

  /// Lets everything happen until nothing is due any more or [#stop] is called.
  void run() {
    isStopped = false;
    outside.adopt();
    suspend();
    if (failure != null) {
      throw new IllegalStateException("the simulation failed", failure);
    }
  }

  /// Ends [#run] at the next change of turns.
  void stop() {
    isStopped = true;
  }

  private void schedule(long time, @Nullable SimulatedThread thread, @Nullable Runnable action) {
    dues.add(new Due(Math.max(time, nanos), ties.nextInt(), nextSequence++, thread, action));
  }

  private SimulatedThread switchThread() {
    SimulatedThread me = currentThread;
    SimulatedThread next = next();
    currentThread = next;
    if (next != me) {
      next.resume(this);
    }
    return next;
  }

  private SimulatedThread next() {
    while (!isStopped) {
      Due due = dues.poll();
      if (due == null) {
        break;
      }
      nanos = due.time;
      if (due.action != null) {
        runGuarded(due.action);
      } else if (due.thread != null && !due.thread.environment().isGone()) {
        return due.thread;
      }
    }
    return outside;
  }

  /// A strand's whole life, on its own thread.
  void runThread(SimulatedThread thread) {
    runGuarded(thread.work());
    switchThread();
  }

  /// An error of the simulation itself ends the run.
  private void runGuarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      failure = failure == null ? e : failure;
      isStopped = true;
    }
  }

  private record Due(
      long time,
      int tie,
      long sequence,
      @Nullable SimulatedThread thread,
      @Nullable Runnable action)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(time, other.time);
      int byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
      return byTie != 0 ? byTie : Long.compare(sequence, other.sequence);
    }
  }
}
