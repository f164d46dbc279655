package bridge.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One simulated thread: a virtual thread that runs only while it is its turn. One whose
/// environment ends stays suspended where it was and is collected with it: none of its code runs
/// any more, no catch block either.
final class SimulatedThread {
  private final SimulatedEnvironment simulatedEnvironment;
  private final Runnable work;

  /// The last POST from here, null once the outcome of its event is recorded.
  @Nullable RegalPost post;

  /// A call of the table has failed here since that POST began or since the last recorded outcome.
  boolean isTableUnavailable;

  /// The metric that rings for a lost opt-out has counted since the last recorded outcome.
  boolean isOptOutLost;

  private volatile boolean mayRun;
  private volatile @Nullable Thread thread;

  SimulatedThread(SimulatedEnvironment simulatedEnvironment, Runnable work) {
    this.simulatedEnvironment = simulatedEnvironment;
    this.work = work;
  }

  /// The function says that it could not ask the table.
  void recordTableFailure() {
    isTableUnavailable = true;
    if (post != null) {
      post.isTableUnavailableAfter = true;
    }
  }

  /// The function goes on to another event.
  void reset() {
    post = null;
    isTableUnavailable = false;
    isOptOutLost = false;
  }

  SimulatedEnvironment environment() {
    return simulatedEnvironment;
  }

  Runnable work() {
    return work;
  }

  /// Its turn begins.
  void resume(Scheduler scheduler) {
    mayRun = true;
    Thread existing = thread;
    if (existing != null) {
      LockSupport.unpark(existing);
      return;
    }
    Thread started = Thread.ofVirtual().unstarted(() -> begin(scheduler));
    thread = started;
    started.start();
  }

  /// The calling thread is this one.
  void adopt() {
    thread = Thread.currentThread();
  }

  /// Waits for its next turn.
  void await() {
    while (!mayRun) {
      LockSupport.park(this);
    }
    mayRun = false;
  }

  private void begin(Scheduler scheduler) {
    mayRun = false;
    scheduler.runThread(this);
  }
}
