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
final class EventSourceModel implements SqsModel.Listener {
  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int BATCH = 10;
  private static final double OLDEST_IDLE = 0.1;

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final EventLedger ledger;
  private final RateCheck rateCheck;
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
      EventLedger ledger,
      RateCheck pace,
      Supplier<DispatchEnvironment> environments,
      int maxConcurrency,
      long seed) {
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.ledger = ledger;
    this.rateCheck = pace;
    this.environments = environments;
    this.maxConcurrency = maxConcurrency;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void onAvailable() {
    if (!isPolling && running < maxConcurrency) {
      isPolling = true;
      scheduler.runAfter(Duration.ofMillis(1 + random.nextInt(20)), this::poll);
    }
  }

  @Override
  public void onExpired(SqsMessage message) {
    ledger.recordExpired(message);
  }

  @Override
  public void onDeadLetter(SqsMessage message, SqsMessage dead) {
    ledger.recordMovedBySqs(message, dead);
  }

  long invocations() {
    return invocations;
  }

  /// A deploy: environments that do nothing end now, the others after their batch.
  void deploy() {
    idle.forEach(SimulatedEnvironment::end);
    idle.clear();
    busy.forEach(DispatchEnvironment::retire);
    rateCheck.recordChange();
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
      process(ReceivedBatch.of(batch));
    }
  }

  private void process(ReceivedBatch batch) {
    faults.countOperation();
    ledger.recordReceived(batch);
    if (faults.inject(Fault.RECEIVE_LOST) || faults.inject(Fault.THROTTLED)) {
      return; // in flight until its visibility ends
    }
    if (faults.inject(Fault.INVOKED_LATE)) {
      int seconds = 300 + random.nextInt(65);
      scheduler.runAfter(
          Duration.ofSeconds(seconds),
          () -> {
            late.add(batch);
            onAvailable();
          });
      return;
    }
    invoke(batch);
  }

  private void invoke(ReceivedBatch batch) {
    running++;
    faults.countOperation();
    DispatchEnvironment environment = environment();
    SimulatedInvocation invocation = new SimulatedInvocation(invocations++, environment, batch);
    environment.setInvocation(invocation);
    busy.add(environment);
    scheduler.start(environment, () -> work(invocation));
    scheduler.runAfter(TIMEOUT, () -> timeOut(invocation));
    if (faults.inject(Fault.KILLED_IN_BATCH)) {
      long nanos = faults.random(Fault.KILLED_IN_BATCH).nextLong(Duration.ofSeconds(2).toNanos());
      scheduler.runAfter(Duration.ofNanos(nanos), () -> die(invocation));
    }
  }

  private DispatchEnvironment environment() {
    while (!idle.isEmpty()) {
      DispatchEnvironment next =
          random.nextDouble() < OLDEST_IDLE ? idle.removeFirst() : idle.removeLast();
      if (!faults.inject(Fault.ENVIRONMENT_RECYCLED)) {
        return next;
      }
      next.end();
    }
    rateCheck.recordChange();
    return environments.get();
  }

  private void work(SimulatedInvocation invocation) {
    List<String> failures;
    try {
      failures =
          invocation
              .environment
              .handler()
              .handle(invocation.batch.events(), scheduler.now().plus(TIMEOUT));
    } catch (Exception | Error e) {
      ledger.recordThrow(invocation, e);
      finish(invocation);
      return;
    }
    finish(invocation);
    settle(invocation, failures);
  }

  private void finish(SimulatedInvocation invocation) {
    invocation.isOver = true;
    running--;
    DispatchEnvironment environment = invocation.environment;
    environment.setInvocation(null);
    busy.remove(environment);
    if (environment.isRetired()) {
      environment.end();
      rateCheck.recordChange();
    } else {
      idle.addLast(environment);
    }
    onAvailable();
  }

  /// What the answer does not name is deleted.
  private void settle(SimulatedInvocation invocation, @Nullable List<String> failures) {
    Set<String> kept = kept(invocation, failures);
    ledger.recordResponse(invocation, kept);
    if (faults.inject(Fault.DELETE_LOST)) {
      ledger.recordLostDelete(invocation, kept);
      return;
    }
    ReceivedBatch batch = invocation.batch;
    for (int i = 0; i < batch.messages().size(); i++) {
      SqsMessage message = batch.messages().get(i);
      if (!kept.contains(message.id)) {
        boolean isGone = message.isGone;
        ledger.recordDeleted(message, isGone || queue.delete(batch.receipts().get(i)));
      }
    }
  }

  private static Set<String> kept(SimulatedInvocation invocation, @Nullable List<String> failures) {
    Set<String> batch = new HashSet<>();
    invocation.batch.messages().forEach(message -> batch.add(message.id));
    if (failures == null) {
      return Set.of();
    }
    return batch.containsAll(failures) ? new HashSet<>(failures) : batch;
  }

  private void timeOut(SimulatedInvocation invocation) {
    if (!invocation.isOver) {
      ledger.recordTimeout(invocation);
      die(invocation);
    }
  }

  /// The function ends without an answer, and its environment with it.
  void die(SimulatedInvocation invocation) {
    if (invocation.isOver) {
      return;
    }
    invocation.isOver = true;
    invocation.hasDied = true;
    invocation.environment.end();
    busy.remove(invocation.environment);
    ledger.recordCrash(invocation);
    rateCheck.recordChange();
    running--;
    onAvailable();
  }
}
