package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import bridge.queue.ReceivedEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lambda's event source mapping in front of a FIFO queue, with ReportBatchItemFailures: batches of
/// at most ten of several groups, fewer where their bytes fill Lambda's payload of 6 MB, at most so
/// many at once, in environments that remember; what is not reported is deleted, what cannot be
/// read means that the whole batch failed; no backoff; a function that runs out of its time ends
/// with its environment (delivery-facts 2).
final class EventSourceModel implements SqsModel.Listener {
  static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int BATCH = 10;
  private static final int LATEST_REPEAT = 60;
  private static final double OLDEST_IDLE = 0.1;

  final SqsModel queue;
  final DispatchSettings settings;
  final RateCheck rateCheck;
  private final World world;
  private final Function<EventSourceModel, DispatchEnvironment> environments;
  private final SplittableRandom random;
  private final Deque<DispatchEnvironment> idle = new ArrayDeque<>();
  private final Set<DispatchEnvironment> busy = new LinkedHashSet<>();
  private final Deque<Waiting> late = new ArrayDeque<>();
  private int running;
  private long invocations;
  private boolean isPolling;

  /// A batch that AWS invokes later.
  ///
  /// @param first the invocation that it repeats, null for none
  private record Waiting(
      Map<SqsMessage, ReceivedEvent> batch, @Nullable SimulatedInvocation first) {}

  EventSourceModel(
      World world,
      SqsModel queue,
      DispatchSettings settings,
      Function<EventSourceModel, DispatchEnvironment> environments,
      long seed) {
    this.queue = queue;
    this.settings = settings;
    this.rateCheck = new RateCheck(world.scheduler, world.rateCheck);
    this.world = world;
    this.environments = environments;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void onAvailable() {
    if (!isPolling && running < settings.maxConcurrency()) {
      isPolling = true;
      world.scheduler.runAfter(Duration.ofMillis(1 + random.nextInt(20)), this::poll);
    }
  }

  @Override
  public void onExpired(SqsMessage message) {
    world.ledger.recordExpired(message);
  }

  @Override
  public void onDeadLetter(SqsMessage message, SqsMessage dead) {
    world.ledger.recordMovedBySqs(message, dead);
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
    while (running < settings.maxConcurrency() && !late.isEmpty()) {
      Waiting next = late.removeFirst();
      invoke(next.batch(), next.first());
    }
    while (running < settings.maxConcurrency() && queue.hasAvailable()) {
      boolean isFull = world.faults.inject(Fault.PAYLOAD_FULL);
      List<SqsMessage> batch = queue.receive(isFull ? 1 + random.nextInt(BATCH - 1) : BATCH);
      if (batch.isEmpty()) {
        return;
      }
      process(batch);
    }
  }

  private void process(List<SqsMessage> messages) {
    Map<SqsMessage, ReceivedEvent> batch = new LinkedHashMap<>();
    messages.forEach(message -> batch.put(message, SqsModel.toReceivedEvent(message)));
    world.faults.countOperation();
    world.ledger.recordReceived(messages, world.scheduler.nanoTime());
    messages.stream()
        .filter(message -> message.copy != null)
        .forEach(message -> world.consents.recordReceived(message.copy.event));
    if (world.faults.inject(Fault.RECEIVE_LOST) || world.faults.inject(Fault.THROTTLED)) {
      return; // in flight until its visibility ends
    }
    if (world.faults.inject(Fault.INVOKED_LATE)) {
      int seconds = 300 + random.nextInt(65);
      if (!world.dispatchVariant.hasStateTable()) { // each itself, and its deletion
        allowAll(DuplicateCause.VISIBILITY_RAN_OUT, batch);
        allowAll(DuplicateCause.VISIBILITY_RAN_OUT, batch);
      }
      allowAll(DuplicateCause.DEAD_LETTER_UNCONFIRMED, batch);
      addLater(Duration.ofSeconds(seconds), new Waiting(batch, null));
      return;
    }
    SimulatedInvocation first = invoke(batch, null);
    if (world.dispatchVariant.hasStateTable() && world.faults.inject(Fault.INVOKED_TWICE)) {
      int seconds = random.nextBoolean() ? 0 : random.nextInt(LATEST_REPEAT);
      addLater(Duration.ofSeconds(seconds), new Waiting(batch, first));
    }
  }

  private void allowAll(DuplicateCause cause, Map<SqsMessage, ReceivedEvent> batch) {
    world.duplicateBounds.allow(cause, batch.size());
  }

  private void addLater(Duration delay, Waiting waiting) {
    world.scheduler.runAfter(
        delay,
        () -> {
          late.add(waiting);
          onAvailable();
        });
  }

  private SimulatedInvocation invoke(
      Map<SqsMessage, ReceivedEvent> batch, @Nullable SimulatedInvocation first) {
    running++;
    world.faults.countOperation();
    DispatchEnvironment environment = environment();
    SimulatedInvocation invocation = new SimulatedInvocation(invocations++, environment, batch);
    invocation.repeat(first);
    world.duplicateBounds.begin(invocation);
    environment.setInvocation(invocation);
    busy.add(environment);
    world.scheduler.start(environment, () -> work(invocation));
    world.scheduler.runAfter(TIMEOUT, () -> timeOut(invocation));
    if (world.faults.inject(Fault.KILLED_IN_BATCH)) {
      long nanos =
          world.faults.random(Fault.KILLED_IN_BATCH).nextLong(Duration.ofSeconds(2).toNanos());
      world.scheduler.runAfter(Duration.ofNanos(nanos), () -> die(invocation));
    }
    return invocation;
  }

  private DispatchEnvironment environment() {
    while (!idle.isEmpty()) {
      DispatchEnvironment next =
          random.nextDouble() < OLDEST_IDLE ? idle.removeFirst() : idle.removeLast();
      if (!world.faults.inject(Fault.ENVIRONMENT_RECYCLED)) {
        return next;
      }
      next.end();
    }
    rateCheck.recordChange();
    return environments.apply(this);
  }

  private void work(SimulatedInvocation invocation) {
    List<String> failures;
    try {
      failures =
          invocation.environment.handler().handle(List.copyOf(invocation.batch.values()), TIMEOUT);
    } catch (Exception | Error e) {
      world.ledger.recordThrow(invocation, e);
      finish(invocation);
      return;
    }
    finish(invocation);
    settle(invocation, failures);
  }

  private void finish(SimulatedInvocation invocation) {
    invocation.isOver = true;
    world.duplicateBounds.end(invocation);
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
    world.ledger.recordResponse(invocation, kept);
    checkRetries(invocation, kept);
    if (world.faults.inject(Fault.DELETE_LOST)) {
      world.ledger.recordLostDelete(invocation, kept);
      allowAll(DuplicateCause.DELETION_LOST, invocation.batch);
      allowAll(DuplicateCause.DEAD_LETTER_UNCONFIRMED, invocation.batch);
      return;
    }
    invocation.batch.forEach(
        (message, received) -> {
          if (!kept.contains(message.id)) {
            boolean isGone = message.isGone;
            world.ledger.recordDeleted(message, isGone || queue.delete(received.receiptHandle()));
          }
        });
  }

  private void checkRetries(SimulatedInvocation invocation, Set<String> kept) {
    if (invocation.hasVisibilityFailure || invocation.isRefused || invocation.isDeliveredTwice()) {
      return;
    }
    long now = world.scheduler.nanoTime();
    invocation.batch.forEach(
        (message, received) -> {
          boolean isHeld =
              kept.contains(message.id)
                  && !message.isGone
                  && message.receives == received.receiveCount()
                  && message.hiddenUntil >= now;
          world.invariants.check(
              !isHeld || invocation.retries.isInTime(message, now, invocation.environment.isPaused),
              "message " + message.id + " comes back too early or too late");
        });
  }

  private static Set<String> kept(SimulatedInvocation invocation, @Nullable List<String> failures) {
    Set<String> batch = new HashSet<>();
    invocation.batch.keySet().forEach(message -> batch.add(message.id));
    if (failures == null) {
      return Set.of();
    }
    return batch.containsAll(failures) ? new HashSet<>(failures) : batch;
  }

  private void timeOut(SimulatedInvocation invocation) {
    if (!invocation.isOver) {
      world.ledger.recordTimeout(invocation);
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
    world.duplicateBounds.end(invocation);
    allowAll(DuplicateCause.DEAD_LETTER_UNCONFIRMED, invocation.batch);
    world.duplicateBounds.allow(
        DuplicateCause.FUNCTION_DIED,
        world.dispatchVariant.hasStateTable() ? invocation.groups() : invocation.batch.size());
    if (invocation.hasAccepted) {
      world.rejections.recordAccepted();
    }
    invocation.environment.end();
    busy.remove(invocation.environment);
    world.ledger.recordCrash(invocation);
    rateCheck.recordChange();
    running--;
    onAvailable();
  }
}
