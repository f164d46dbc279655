package bridge.simulation;

import bridge.platform.Platform;
import bridge.queue.QueueDepth;
import bridge.queue.QueuedEvent;
import bridge.redrive.Redrive;
import bridge.redrive.RedriveRequest;
import bridge.state.RedriveLock;
import bridge.state.Table;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs the deployed redrive by hand, now and then twice at once, and sometimes it is killed half
/// way.
final class Operator {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final RedriveRequest ALL =
      new RedriveRequest(
          false, Set.of(), Set.of(), Duration.ZERO, Duration.ofDays(400), 1_000, 100, 100_000);

  private final World world;
  private final Scheduler scheduler;
  private final EventLedger ledger;
  private final SqsModel redriveTarget;
  private final SplittableRandom random;

  Operator(World world, long seed) {
    this.world = world;
    this.scheduler = world.scheduler;
    this.ledger = world.ledger;
    this.redriveTarget = world.dispatchVariant.isBridge() ? world.bulk.queue : world.live.queue;
    this.random = new SplittableRandom(seed);
  }

  /// So many runs at times of their own.
  void schedule(int times, Duration length) {
    for (int i = 0; i < times; i++) {
      scheduler.runAt(random.nextLong(length.toNanos()), this::runRedrive);
    }
  }

  void runRedrive() {
    QueueDepth before = world.deadLetterQueue.depth();
    startRun(before);
    if (random.nextInt(4) == 0) {
      scheduler.runAfter(Duration.ofMillis(random.nextInt(5_000)), () -> startRun(before));
    }
  }

  /// SQS's own redrive: every dead letter goes back to the end of its group.
  void runSqsRedrive() {
    SqsModel deadLetterQueue = world.deadLetterQueue;
    for (List<SqsMessage> batch = deadLetterQueue.receive(10); !batch.isEmpty(); ) {
      for (SqsMessage dead : batch) {
        MessageCopy copy = dead.copy;
        String receipt = String.valueOf(dead.receipt);
        if (copy != null && deadLetterQueue.delete(receipt)) {
          QueuedEvent event = dead.event;
          SqsMessage redriven =
              redriveTarget.send(
                  new QueuedEvent(
                      event.group(), "redrive-" + dead.id, event.body(), event.attributes()));
          ledger.recordRedrive(dead);
          ledger.recordQueued(redriven, copy.event, copy);
        }
      }
      batch = deadLetterQueue.receive(10);
    }
  }

  /// @param lateDepth the depth before the run, which SQS may still report during it
  private void startRun(QueueDepth lateDepth) {
    SimulatedEnvironment environment = new SimulatedEnvironment();
    Run run = new Run(environment, lateDepth);
    scheduler.start(environment, run);
    scheduler.runAfter(TIMEOUT, run::timeOut);
    if (world.faults.inject(Fault.REDRIVE_KILLED)) {
      long nanos = random.nextLong(Duration.ofSeconds(20).toNanos());
      scheduler.runAfter(Duration.ofNanos(nanos), environment::end);
    }
  }

  private final class Run implements Runnable, SimulatedFifoQueue.Listener {
    private final SimulatedEnvironment environment;
    private final SimulatedDeadLetterQueue deadLetters;
    private final Map<String, Long> sequences = new HashMap<>();
    private boolean isOver;

    Run(SimulatedEnvironment environment, QueueDepth lateDepth) {
      this.environment = environment;
      this.deadLetters =
          new SimulatedDeadLetterQueue(
              scheduler, world.deadLetterQueue, world.faults, lateDepth, ledger::recordRedrive);
    }

    @Override
    public void run() {
      SimulatedFifoQueue queue =
          new SimulatedFifoQueue(scheduler, redriveTarget, world.faults, random.split(), this);
      Platform platform = new SimulatedPlatform(scheduler, environment, random.nextLong());
      Telemetry telemetry = new CheckingTelemetry(world, null);
      Table table = world.dispatchVariant.hasStateTable() ? world.table : null;
      Redrive redrive =
          new Redrive(
              platform,
              deadLetters,
              queue,
              redriveTarget::size,
              new RedriveLock(table, platform, telemetry),
              telemetry);
      try {
        ledger.trace().add("redrive", redrive.run(ALL, platform.now().plus(TIMEOUT)).sent());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("redrive failed", e);
      }
      isOver = true;
    }

    @Override
    public void onSend(SqsMessage message, boolean isResponseLost) {
      SqsMessage from = deadLetters.message(message.event.dedupId());
      @Nullable MessageCopy source = from.copy;
      if (source != null) {
        if (message.copy == null && source.redrives > 0) {
          world.duplicateBounds.allow(DuplicateCause.REDRIVE_CUT_SHORT, 1);
        }
        ledger.recordQueued(message, source.event, source);
        checkOrder(message.event, source);
      }
    }

    /// A person's events of one queue are redriven in the order that they had before the first of
    /// them was dead-lettered.
    private void checkOrder(QueuedEvent event, MessageCopy deadLetter) {
      MessageCopy before = deadLetter.source;
      if (before != null) {
        long place = place(before);
        Long last = sequences.put(event.group() + deadLetter.event.kind.isBulk(), place);
        if (last != null && last > place) {
          world.invariants.recordViolation(
              "redrive sent event " + deadLetter.event.number + " after a later one of its person");
        }
      }
    }

    /// Its number when the event first was on the events queue.
    private static long place(MessageCopy onEvents) {
      MessageCopy deadLetter = onEvents.source;
      MessageCopy earlier = deadLetter == null ? null : deadLetter.source;
      return earlier == null ? onEvents.number : place(earlier);
    }

    void timeOut() {
      if (!isOver && !environment.isGone()) {
        environment.end();
        world.invariants.recordViolation("redrive ran out of time");
      }
    }
  }
}
