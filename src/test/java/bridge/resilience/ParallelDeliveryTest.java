package bridge.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakePlatform;
import bridge.fake.FakeTelemetry;
import bridge.fake.Race;
import bridge.platform.SystemPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The people of a batch are delivered by threads of their own, which share all that an environment
/// remembers.
class ParallelDeliveryTest {
  private static final int THREADS = 10;
  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

  /// What opens the breaker.
  private enum Failure {
    FAILURE,
    REJECTION,
    UNAUTHORISED,
    MISDIRECTED,
    MISSING_KEY;

    void record(CircuitBreaker breaker, String person, int call) {
      switch (this) {
        case FAILURE -> breaker.recordFailure(person);
        case REJECTION -> breaker.recordRejection(person, false);
        case UNAUTHORISED -> breaker.recordUnauthorised(person, person + call);
        case MISDIRECTED -> breaker.recordMisdirected(person, person + call);
        case MISSING_KEY -> breaker.recordMissingKey(person);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theBreakerClosesAsOftenAsItOpens(Failure failure) throws Exception {
    FakeTelemetry telemetry = new FakeTelemetry();
    CircuitBreaker breaker = new CircuitBreaker(new FakePlatform(), telemetry);
    AtomicInteger closed = new AtomicInteger();

    Race.run(
        THREADS,
        1,
        () -> breaker,
        (_, thread) -> {
          for (int call = thread; call < 4_000; call++) {
            String person = "p" + call % 12;
            failure.record(breaker, person, call);
            breaker.nextProbe(List.of(person, "p0"));
            breaker.recordProbe(person);
            if (call % 24 == 23 && breaker.recordAccepted(person).isClosed()) {
              closed.incrementAndGet();
            }
          }
        });

    long opened =
        telemetry.lines().stream().filter(line -> line.startsWith("warn breaker_open")).count();
    assertThat(closed.get()).isPositive().isEqualTo(opened - (breaker.isOpen() ? 1 : 0));
  }

  /// A race does not show each of these.
  @Test
  void noCallRunsBesideAnother() throws Exception {
    PoisonEvents poison = new PoisonEvents();
    CircuitBreaker breaker = new CircuitBreaker(new FakePlatform(), new FakeTelemetry());
    for (Runnable call :
        List.<Runnable>of(
            poison::recordAccepted,
            () -> poison.recordFailure("event"),
            () -> poison.isProven("event"),
            () -> poison.remove("event"),
            poison::clear)) {
      assertThat(Race.isHeldOff(poison, call)).isTrue();
    }
    for (Runnable call :
        List.<Runnable>of(
            breaker::isOpen,
            breaker::isPaused,
            breaker::countOpenCauses,
            () -> breaker.nextProbe(List.of("person")),
            () -> breaker.recordProbe("person"),
            () -> breaker.recordAccepted("person"),
            () -> breaker.recordFailure("person"),
            () -> breaker.recordRejection("person", false),
            () -> breaker.recordUnauthorised("person", "event"),
            () -> breaker.recordMisdirected("person", "event"),
            () -> breaker.recordMissingKey("person"))) {
      assertThat(Race.isHeldOff(breaker, call)).isTrue();
    }
    RateLimiter limiter = new RateLimiter(new FakePlatform(), 100);
    assertThat(Race.isHeldOff(limiter, limiter::recordThrottled)).isTrue();
    assertThat(Race.isHeldOff(limiter, limiter::requestsPerSecond)).isTrue();
  }

  @Test
  void anEventIsProvedAtFaultByOthersHoweverManyAreDelivered() throws Exception {
    PoisonEvents poison = new PoisonEvents();

    Race.run(
        THREADS,
        1,
        () -> poison,
        (_, thread) -> {
          for (int event = 0; event < 300; event++) {
            String id = thread + "-" + event;
            poison.recordFailure(id);
            for (int i = 0; i < 400; i++) {
              poison.recordAccepted();
            }
            poison.recordFailure(id);
            assertThat(poison.isProven(id)).as("proven").isTrue();
            poison.remove(id);
            assertThat(poison.isProven(id)).as("removed").isFalse();
          }
        });
  }

  /// At the least number of accepted events that proves a fault, and at one less.
  @Test
  void noAcceptedAndNoFailedEventGoesUncounted() throws Exception {
    for (int more = 0; more <= 1; more++) {
      PoisonEvents poison = new PoisonEvents();
      poison.recordFailure("event");
      Race.run(
          THREADS,
          1,
          () -> poison,
          (_, thread) -> {
            for (int i = 0; i < 900; i++) {
              poison.recordFailure(thread + "-" + i);
              for (int accepted = 0; accepted < 9; accepted++) {
                poison.recordAccepted();
              }
            }
          });
      for (int i = 0; i < more; i++) {
        poison.recordAccepted();
      }
      poison.recordFailure("event");

      assertThat(poison.isProven("event")).isEqualTo(more == 1);
    }
  }

  @Test
  void noMoreRequestsStartThanTheRateAllows() throws Exception {
    JumpingPlatform platform = new JumpingPlatform();
    RateLimiter limiter = new RateLimiter(platform, 1_000);
    platform.lock = limiter;
    InvocationDeadline deadline = new InvocationDeadline(platform, FAR);
    Queue<Long> started = new ConcurrentLinkedQueue<>();

    Race.run(
        THREADS,
        1,
        () -> limiter,
        (_, _) -> {
          for (int i = 0; i < 2_000; i++) {
            assertThat(limiter.await(deadline)).isTrue();
            started.add(platform.lastRead());
          }
        });

    List<Long> starts = started.stream().sorted().toList();
    for (int i = 1; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 1)).isGreaterThanOrEqualTo(1_010_000 / 8);
    }
    for (int i = 1_000; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 1_000)).isGreaterThanOrEqualTo(1_010_000_000);
    }
  }

  @Test
  void noTwoRequestsWaitForTheSameSlot() throws Exception {
    SlotPlatform platform = new SlotPlatform();
    RateLimiter limiter = new RateLimiter(platform, 10);
    InvocationDeadline deadline = new InvocationDeadline(platform, FAR);
    Thread other =
        Thread.ofPlatform()
            .daemon()
            .unstarted(
                () -> {
                  try {
                    limiter.await(deadline);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    platform.meanwhile = other;
    limiter.await(deadline);
    other.join();

    assertThat(platform.slots).hasSize(2).doesNotHaveDuplicates();
  }

  /// Its clock jumps to the end of each sleep.
  private static class JumpingPlatform extends SystemPlatform {
    /// Of the one who reads the clock, null if it does not matter.
    @Nullable Object lock;

    private final AtomicLong nanos = new AtomicLong();
    private final ThreadLocal<Long> read = ThreadLocal.withInitial(() -> 0L);

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      if (lock != null && !Thread.holdsLock(lock)) {
        throw new AssertionError("the clock is read for a decision that another thread can change");
      }
      read.set(nanos.get());
      return read.get();
    }

    /// When this thread looked at the clock last.
    long lastRead() {
      return read.get();
    }

    @Override
    public void sleep(Duration duration) {
      nanos.accumulateAndGet(lastRead() + duration.toNanos(), Math::max);
    }
  }

  /// While the first thread has found its slot and not yet taken it, another one comes.
  private static final class SlotPlatform extends JumpingPlatform {
    final Queue<Long> slots = new ConcurrentLinkedQueue<>();
    @Nullable Thread meanwhile;
    private final ThreadLocal<Boolean> hasSlept = ThreadLocal.withInitial(() -> false);

    @Override
    public Instant now() {
      Thread other = meanwhile;
      if (other != null && other.getState() == Thread.State.NEW) {
        other.start();
        while (other.isAlive() && other.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
      }
      return Instant.EPOCH;
    }

    @Override
    public void sleep(Duration duration) {
      if (!hasSlept.get()) {
        slots.add(lastRead() + duration.toNanos());
        hasSlept.set(true);
      }
      super.sleep(duration);
    }
  }
}
