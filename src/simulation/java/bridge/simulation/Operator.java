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
  private final EventLedger eventLedger;
  private final Invariants invariants;
  private final CountingTelemetry countingTelemetry;
  private final SqsModel back;
  private final SqsModel rejected;
  private final SplittableRandom random;
  private int runs;

  /// @param back the queue that parked events are sent to
  Operator(
      Scheduler scheduler,
      Faults faults,
      EventLedger eventLedger,
      Invariants invariants,
      CountingTelemetry countingTelemetry,
      SqsModel back,
      SqsModel rejected,
      long seed) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.eventLedger = eventLedger;
    this.invariants = invariants;
    this.countingTelemetry = countingTelemetry;
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
        MessageCopy messageCopy = dead.messageCopy;
        String receipt = String.valueOf(dead.receipt);
        if (messageCopy != null && rejected.delete(receipt)) {
          QueuedEvent event = dead.event;
          SqsMessage again =
              back.send(
                  new QueuedEvent(
                      event.group(), "redrive-" + dead.id, event.body(), event.attributes()));
          eventLedger.sentBack(dead);
          eventLedger.queued(again, messageCopy.fact(), messageCopy);
        }
      }
      batch = rejected.receive(10);
    }
  }

  private void begin() {
    SimulatedEnvironment simulatedEnvironment = new SimulatedEnvironment(runs++);
    Run run = new Run(simulatedEnvironment);
    scheduler.start(simulatedEnvironment, run);
    scheduler.after(TIMEOUT, run::runsOut);
    if (faults.strikes(Fault.REPLAY_KILLED)) {
      long nanos = random.nextLong(Duration.ofSeconds(20).toNanos());
      scheduler.after(Duration.ofNanos(nanos), simulatedEnvironment::end);
    }
  }

  private final class Run implements Runnable, SimulatedFifoQueue.Watch {
    private final SimulatedEnvironment simulatedEnvironment;
    private final SimulatedDeadLetterQueue parked;
    private final Map<String, Long> sequences = new HashMap<>();
    private boolean isOver;

    Run(SimulatedEnvironment simulatedEnvironment) {
      this.simulatedEnvironment = simulatedEnvironment;
      this.parked =
          new SimulatedDeadLetterQueue(scheduler, rejected, faults, eventLedger::sentBack);
    }

    @Override
    public void run() {
      SimulatedFifoQueue queue =
          new SimulatedFifoQueue(scheduler, back, faults, random.split(), this);
      Redrive redrive =
          new Redrive(
              new SimulatedPlatform(scheduler, simulatedEnvironment, random.nextLong()),
              parked,
              queue,
              back::size,
              new CheckingTelemetry(scheduler, eventLedger, countingTelemetry, null));
      try {
        eventLedger.trace().add("replay", redrive.run(ALL, scheduler.now().plus(TIMEOUT)).sent());
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("replay broke", e);
      }
      isOver = true;
    }

    @Override
    public void sent(SqsMessage message, boolean isAnswerLost) {
      SqsMessage from = parked.message(message.event.dedupId());
      @Nullable MessageCopy source = from.messageCopy;
      if (source != null) {
        eventLedger.queued(message, source.fact(), source);
        checkOrder(message.event, source);
      }
    }

    /// A person's events of a lane go back in the order that they had before the first of them was
    /// parked.
    private void checkOrder(QueuedEvent event, MessageCopy parked) {
      MessageCopy before = parked.source();
      if (before != null) {
        long place = place(before);
        Long last = sequences.put(event.group() + parked.fact().eventKind.isBulk(), place);
        if (last != null && last > place) {
          invariants.broken(
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
      if (!isOver && !simulatedEnvironment.isGone()) {
        simulatedEnvironment.end();
        invariants.broken("replay ran out of its time");
      }
    }
  }
}
