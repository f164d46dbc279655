package bridge.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lambda's event source mapping in front of a FIFO queue, with ReportBatchItemFailures: batches of
/// at most ten of several groups, at most so many at once, in environments that remember; what is
/// not reported is deleted, what cannot be read means that the whole batch failed; no backoff; a
/// function that runs out of its time ends with its environment (delivery-facts 2).
final class EventSourceModel implements SqsModel.Watch {
  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int BATCH = 10;
  private static final double OLDEST_IDLE = 0.1;

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final EventLedger eventLedger;
  private final RateCheck pace;
  private final Supplier<DispatchEnvironment> environments;
  private final int maxConcurrency;
  private final SplittableRandom random;
  private final Deque<DispatchEnvironment> idle = new ArrayDeque<>();
  private final Set<DispatchEnvironment> busy = new LinkedHashSet<>();
  private final Deque<ReceivedBatch> late = new ArrayDeque<>();
  private int running;
  private long invocations;
  private boolean isPolling;

  EventSourceModel(
      Scheduler scheduler,
      SqsModel queue,
      Faults faults,
      EventLedger eventLedger,
      RateCheck pace,
      Supplier<DispatchEnvironment> environments,
      int maxConcurrency,
      long seed) {
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.eventLedger = eventLedger;
    this.pace = pace;
    this.environments = environments;
    this.maxConcurrency = maxConcurrency;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void available() {
    if (!isPolling && running < maxConcurrency) {
      isPolling = true;
      scheduler.after(Duration.ofMillis(1 + random.nextInt(20)), this::poll);
    }
  }

  @Override
  public void expired(SqsMessage message) {
    eventLedger.expired(message);
  }

  @Override
  public void deadLettered(SqsMessage message, SqsMessage dead) {
    eventLedger.deadLettered(message, dead);
  }

  long invocations() {
    return invocations;
  }

  /// A deploy: environments that do nothing end now, the others after their batch.
  void deploy() {
    idle.forEach(SimulatedEnvironment::end);
    idle.clear();
    busy.forEach(DispatchEnvironment::retire);
    pace.changed();
  }

  private void poll() {
    isPolling = false;
    while (running < maxConcurrency && !late.isEmpty()) {
      invoke(late.removeFirst());
    }
    while (running < maxConcurrency && queue.hasAvailable()) {
      List<SqsMessage> batch = queue.receive(BATCH);
      if (batch.isEmpty()) {
        return;
      }
      received(ReceivedBatch.of(batch));
    }
  }

  private void received(ReceivedBatch batch) {
    faults.operation();
    eventLedger.received(batch);
    if (faults.strikes(Fault.RECEIVE_LOST) || faults.strikes(Fault.THROTTLED)) {
      return; // in flight until its visibility ends
    }
    if (faults.strikes(Fault.INVOKED_LATE)) {
      int seconds = 300 + random.nextInt(65);
      scheduler.after(
          Duration.ofSeconds(seconds),
          () -> {
            late.add(batch);
            available();
          });
      return;
    }
    invoke(batch);
  }

  private void invoke(ReceivedBatch batch) {
    running++;
    faults.operation();
    DispatchEnvironment environment = environment();
    SimulatedInvocation simulatedInvocation =
        new SimulatedInvocation(invocations++, environment, batch);
    environment.works(simulatedInvocation);
    busy.add(environment);
    scheduler.start(environment, () -> work(simulatedInvocation));
    scheduler.after(TIMEOUT, () -> runsOut(simulatedInvocation));
    if (faults.strikes(Fault.KILLED_IN_BATCH)) {
      long nanos = faults.of(Fault.KILLED_IN_BATCH).nextLong(Duration.ofSeconds(2).toNanos());
      scheduler.after(Duration.ofNanos(nanos), () -> die(simulatedInvocation));
    }
  }

  private DispatchEnvironment environment() {
    while (!idle.isEmpty()) {
      DispatchEnvironment next =
          random.nextDouble() < OLDEST_IDLE ? idle.removeFirst() : idle.removeLast();
      if (!faults.strikes(Fault.ENVIRONMENT_RECYCLED)) {
        return next;
      }
      next.end();
    }
    pace.changed();
    return environments.get();
  }

  private void work(SimulatedInvocation simulatedInvocation) {
    List<String> answer;
    try {
      answer =
          simulatedInvocation
              .environment
              .handler()
              .handle(simulatedInvocation.batch.events(), scheduler.now().plus(TIMEOUT));
    } catch (Exception | Error e) {
      eventLedger.threw(simulatedInvocation, e);
      over(simulatedInvocation);
      return;
    }
    over(simulatedInvocation);
    settle(simulatedInvocation, answer);
  }

  private void over(SimulatedInvocation simulatedInvocation) {
    simulatedInvocation.isOver = true;
    running--;
    DispatchEnvironment environment = simulatedInvocation.environment;
    environment.works(null);
    busy.remove(environment);
    if (environment.isRetired()) {
      environment.end();
      pace.changed();
    } else {
      idle.addLast(environment);
    }
    available();
  }

  /// What the answer does not name is deleted.
  private void settle(SimulatedInvocation simulatedInvocation, @Nullable List<String> answer) {
    Set<String> kept = kept(simulatedInvocation, answer);
    eventLedger.answered(simulatedInvocation, kept);
    if (faults.strikes(Fault.DELETE_LOST)) {
      eventLedger.deleteLost(simulatedInvocation, kept);
      return;
    }
    ReceivedBatch batch = simulatedInvocation.batch;
    for (int i = 0; i < batch.messages().size(); i++) {
      SqsMessage message = batch.messages().get(i);
      if (!kept.contains(message.id)) {
        boolean isGone = message.isGone;
        eventLedger.deleted(message, isGone || queue.delete(batch.receipts().get(i)));
      }
    }
  }

  private static Set<String> kept(
      SimulatedInvocation simulatedInvocation, @Nullable List<String> answer) {
    Set<String> batch = new HashSet<>();
    simulatedInvocation.batch.messages().forEach(message -> batch.add(message.id));
    if (answer == null) {
      return Set.of();
    }
    return batch.containsAll(answer) ? new HashSet<>(answer) : batch;
  }

  private void runsOut(SimulatedInvocation simulatedInvocation) {
    if (!simulatedInvocation.isOver) {
      eventLedger.ranOut(simulatedInvocation);
      die(simulatedInvocation);
    }
  }

  /// The function ends without an answer, and its environment with it.
  void die(SimulatedInvocation simulatedInvocation) {
    if (simulatedInvocation.isOver) {
      return;
    }
    simulatedInvocation.isOver = true;
    simulatedInvocation.hasDied = true;
    simulatedInvocation.environment.end();
    busy.remove(simulatedInvocation.environment);
    eventLedger.died(simulatedInvocation);
    pace.changed();
    running--;
    available();
  }
}
