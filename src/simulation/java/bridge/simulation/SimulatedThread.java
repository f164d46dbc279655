package bridge.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One simulated thread: a virtual thread that runs only while it is its turn. One whose
/// environment ends stays parked where it stood and is collected with it: none of its code runs any
/// more, no catch block either.
final class SimulatedThread {
  private final SimulatedEnvironment simulatedEnvironment;
  private final Runnable work;

  /// The last POST from here, null where what became of its event has been told since.
  @Nullable RegalPost regalPost;

  /// A call of the table has failed here since that POST began or since something was told.
  boolean isTableAway;

  private volatile boolean isMyTurn;
  private volatile @Nullable Thread thread;

  SimulatedThread(SimulatedEnvironment simulatedEnvironment, Runnable work) {
    this.simulatedEnvironment = simulatedEnvironment;
    this.work = work;
  }

  /// The function says that it could not ask the table.
  void tableFailed() {
    isTableAway = true;
    if (regalPost != null) {
      regalPost.isTableAwayAfter = true;
    }
  }

  /// The function goes on to another event.
  void told() {
    regalPost = null;
    isTableAway = false;
  }

  SimulatedEnvironment environment() {
    return simulatedEnvironment;
  }

  Runnable work() {
    return work;
  }

  /// Its turn begins.
  void go(Scheduler scheduler) {
    isMyTurn = true;
    Thread known = thread;
    if (known != null) {
      LockSupport.unpark(known);
      return;
    }
    Thread begun = Thread.ofVirtual().unstarted(() -> begin(scheduler));
    thread = begun;
    begun.start();
  }

  /// The calling thread is this one.
  void adopt() {
    thread = Thread.currentThread();
  }

  /// Waits for its next turn.
  void await() {
    while (!isMyTurn) {
      LockSupport.park(this);
    }
    isMyTurn = false;
  }

  private void begin(Scheduler scheduler) {
    isMyTurn = false;
    scheduler.live(this);
  }
}
