package bridge.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Threads that do the same work on one subject at the same moment, round by round, each round on a
/// new subject.
public final class Race {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// A thread that gives its processor up comes back too late to meet the others.
  private static final int SPINS = 1_000;

  private Race() {}

  /// One thread's part of a round.
  public interface Work<T> {
    void run(T subject, int thread) throws Exception;
  }

  /// Returns the subjects when all rounds have ended; fails if a thread failed or never ended.
  @SuppressWarnings("ThreadPriorityCheck") // a barrier would wake the threads one after another
  public static <T> List<T> run(int threads, int rounds, Supplier<T> subjects, Work<T> work)
      throws InterruptedException {
    List<T> all = Stream.generate(subjects).limit(rounds).toList();
    AtomicInteger arrived = new AtomicInteger();
    Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      running.add(
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    for (int round = 1; round <= rounds && thrown.isEmpty(); round++) {
                      arrived.incrementAndGet();
                      for (int spin = 1;
                          arrived.get() < round * threads && thrown.isEmpty();
                          spin++) {
                        if (spin % SPINS == 0) {
                          Thread.yield();
                        }
                      }
                      try {
                        work.run(all.get(round - 1), thread);
                      } catch (Throwable e) {
                        thrown.add(e);
                      }
                    }
                  }));
    }
    for (Thread each : running) {
      if (!each.join(LONGEST)) {
        throw new AssertionError("a thread does not end");
      }
    }
    for (Throwable each : thrown) {
      throw new AssertionError(each);
    }
    return all;
  }

  /// Whether a call waits while another thread holds the lock of its object, and does so before it
  /// has called a method that takes the lock.
  public static boolean isHeldOff(Object lock, Runnable call) throws InterruptedException {
    Thread caller = Thread.ofPlatform().daemon().unstarted(call);
    boolean isWaiting;
    synchronized (lock) {
      caller.start();
      while (caller.isAlive() && caller.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      isWaiting =
          Arrays.stream(caller.getStackTrace())
                  .filter(frame -> frame.getClassName().equals(lock.getClass().getName()))
                  .count()
              == 1;
    }
    caller.join();
    return isWaiting;
  }
}
