package bridge.simulation;

import bridge.queue.QueuedEvent;
import bridge.redrive.Redrive;
import bridge.redrive.RedriveRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs the deployed replay by hand, now and then twice at once, and sometimes it is killed half
/// way.
final class Operator {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final RedriveRequest ALL =
      new RedriveRequest(
          false, Set.of(), Set.of(), Duration.ZERO, Duration.ofDays(400), 1_000, 100, 100_000);

  private final Scheduler scheduler;
  private final Faults faults;
  private final EventLedger ledger;
  private final Invariants promises;
  private final CountingTelemetry counts;
  private final SqsModel back;
  private final SqsModel rejected;
  private final SplittableRandom random;
  private int runs;

  /// @param back the queue that parked events are sent to
  Operator(
      Scheduler scheduler,
      Faults faults,
      EventLedger ledger,
      Invariants promises,
      CountingTelemetry counts,
      SqsModel back,
      SqsModel rejected,
      long seed) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.ledger = ledger;
    this.promises = promises;
    this.counts = counts;
    this.back = back;
    this.rejected = rejected;
    this.random = new SplittableRandom(seed);
  }

  /// So many runs at times of their own.
  void plan(int times, Duration length) {
    for (int i = 0; i < times; i++) {
      scheduler.at(random.nextLong(length.toNanos()), this::replay);
    }
  }

  void replay() {
    begin();
    if (random.nextInt(4) == 0) {
      scheduler.after(Duration.ofMillis(random.nextInt(5_000)), this::begin);
    }
  }

  /// SQS's own redrive: every dead letter goes back to the end of its group.
  void redrive() {
    for (List<SqsMessage> batch = rejected.receive(10); !batch.isEmpty(); ) {
      for (SqsMessage dead : batch) {
        MessageCopy copy = dead.copy;
        String receipt = String.valueOf(dead.receipt);
        if (copy != null && rejected.delete(receipt)) {
          QueuedEvent event = dead.event;
          SqsMessage again =
              back.send(
                  new QueuedEvent(
                      event.group(), "redrive-" + dead.id, event.body(), event.attributes()));
          ledger.sentBack(dead);
          ledger.queued(again, copy.fact(), copy);
        }
      }
      batch = rejected.receive(10);
    }
  }

  private void begin() {
    SimulatedEnvironment environment = new SimulatedEnvironment(runs++);
    Run run = new Run(environment);
    scheduler.start(environment, run);
    scheduler.after(TIMEOUT, run::runsOut);
    if (faults.strikes(Fault.REPLAY_KILLED)) {
      long nanos = random.nextLong(Duration.ofSeconds(20).toNanos());
      scheduler.after(Duration.ofNanos(nanos), environment::end);
    }
  }

  private final class Run implements Runnable, SimulatedFifoQueue.Watch {
    private final SimulatedEnvironment environment;
    private final SimulatedDeadLetterQueue parked;
    private final Map<String, Long> sequences = new HashMap<>();
    private boolean isOver;

    Run(SimulatedEnvironment environment) {
      this.environment = environment;
      this.parked = new SimulatedDeadLetterQueue(scheduler, rejected, faults, ledger::sentBack);
    }

    @Override
    public void run() {
      SimulatedFifoQueue queue =
          new SimulatedFifoQueue(scheduler, back, faults, random.split(), this);
      Redrive replay =
          new Redrive(
              new SimulatedPlatform(scheduler, environment, random.nextLong()),
              parked,
              queue,
              back::size,
              new CheckingTelemetry(scheduler, ledger, counts, null));
      try {
        ledger.trace().add("replay", replay.run(ALL, scheduler.now().plus(TIMEOUT)).sent());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("replay broke", e);
      }
      isOver = true;
    }

    @Override
    public void sent(SqsMessage message, boolean isAnswerLost) {
      SqsMessage from = parked.message(message.event.dedupId());
      @Nullable MessageCopy source = from.copy;
      if (source != null) {
        ledger.queued(message, source.fact(), source);
        checkOrder(message.event, source);
      }
    }

    /// A person's events of a lane go back in the order that they had before the first of them was
    /// parked.
    private void checkOrder(QueuedEvent event, MessageCopy parked) {
      MessageCopy before = parked.source();
      if (before != null) {
        long place = place(before);
        Long last = sequences.put(event.group() + parked.fact().kind.isBulk(), place);
        if (last != null && last > place) {
          promises.broken(
              "replay sent event " + parked.fact().number + " after a later one of its person");
        }
      }
    }

    /// Its number when the event first was on the events queue.
    private static long place(MessageCopy onEvents) {
      MessageCopy parked = onEvents.source();
      MessageCopy earlier = parked == null ? null : parked.source();
      return earlier == null ? onEvents.number() : place(earlier);
    }

    void runsOut() {
      if (!isOver && !environment.isGone()) {
        environment.end();
        promises.broken("replay ran out of its time");
      }
    }
  }
}
