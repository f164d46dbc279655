package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import bridge.ingest.Ingest;
import bridge.queue.QueuedEvent;
import bridge.secret.SecretSource;
import bridge.state.StateStore;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The deployed ingest, dispatch, translation and replay between the models, everything decided by
/// one seed. Nothing happens before [Scheduler#run].
final class World {
  /// How long links and times are kept: so short that they expire within a run.
  static final Duration REMEMBERED = Duration.ofHours(3);

  /// As the template sets the bulk lane.
  private static final DispatchSettings BULK =
      new DispatchSettings(50, 2, DispatchSettings.DEFAULT.giveUpAge(), false);

  final Scheduler scheduler;
  final Faults faults;
  final FaultSchedule faultSchedule;
  final Invariants invariants = new Invariants();
  final EventLedger eventLedger;
  final RegalPostLog regalPostLog;
  final SqsModel rejected;
  final RateCheck pace;
  final SimulatedQueueConsumer live;
  final SimulatedQueueConsumer bulk;
  final RegalModel regal;
  final SegmentModel segment;
  final Operator operator;
  final DispatchVariant dispatchVariant;
  final TableModel table;
  final Erasures erasures;
  final CountingTelemetry countingTelemetry = new CountingTelemetry();
  final @Nullable MemoryChecks memory;
  private final SplittableRandom seeds;

  /// @param percent of the operations that go wrong by chance, about
  /// @param followed the event whose way is printed, -1 for none
  World(
      long seed,
      double percent,
      FaultSchedule faultSchedule,
      DispatchVariant dispatchVariant,
      int followed) {
    this.seeds = new SplittableRandom(seed);
    this.faultSchedule = faultSchedule;
    this.scheduler = new Scheduler(seeds.nextLong());
    this.faults = new Faults(seeds.nextLong(), percent);
    Trace trace = new Trace(scheduler, followed);
    this.dispatchVariant = dispatchVariant;
    this.table = new TableModel(scheduler);
    this.erasures = new Erasures(scheduler);
    this.memory = dispatchVariant.hasMemory() ? checks() : null;
    this.eventLedger = new EventLedger(trace, invariants, memory);
    this.regalPostLog = new RegalPostLog(trace, invariants, memory);
    this.pace = new RateCheck(scheduler);
    this.regal =
        new RegalModel(
            scheduler,
            faults,
            faultSchedule.outageSchedule(),
            faultSchedule.keys(),
            seeds.nextLong());
    this.rejected =
        new SqsModel(
            scheduler, "b0000000-0000-4000-8000-", dispatchVariant.queue(), null, seeds.nextLong());
    this.live = lane("a0000000-0000-4000-8000-", DispatchSettings.DEFAULT);
    this.bulk = lane("c0000000-0000-4000-8000-", BULK);
    this.segment =
        new SegmentModel(
            scheduler,
            faults,
            eventLedger,
            invariants,
            new SegmentSigning(faultSchedule.signature(), faultSchedule.token(), faults),
            this::door,
            seeds.nextLong());
    this.operator =
        new Operator(
            scheduler,
            faults,
            eventLedger,
            invariants,
            countingTelemetry,
            dispatchVariant.isBridge() ? bulk.queue : live.queue,
            rejected,
            seeds.nextLong());
  }

  private SimulatedQueueConsumer lane(String ids, DispatchSettings lane) {
    SqsModel queue =
        new SqsModel(scheduler, ids, dispatchVariant.queue(), rejected, seeds.nextLong());
    return new SimulatedQueueConsumer(this, queue, lane, seeds.split());
  }

  /// Whether no event waits in any lane.
  boolean isDrained() {
    return live.queue.size() == 0 && bulk.queue.size() == 0;
  }

  private MemoryChecks checks() {
    SimulatedPlatform machine = new SimulatedPlatform(scheduler, new SimulatedEnvironment(0), 0);
    StateStore known = new StateStore(table, machine, new CountingTelemetry(), REMEMBERED);
    return new MemoryChecks(
        erasures,
        new NewestCheck(invariants, erasures, REMEMBERED),
        new VisitorCheck(known, scheduler, invariants, REMEMBERED));
  }

  SecretSource regalKey() {
    return new SecretModel(
        scheduler,
        faults,
        faultSchedule.secretsDown(),
        () -> faultSchedule.keys().stored(scheduler.nanoTime()));
  }

  /// The event that a message carries.
  SimulatedEvent fact(QueuedEvent event) {
    return eventLedger.fact(EventText.number(event.body()));
  }

  private SegmentModel.Door door(int number) {
    CheckingTelemetry told = new CheckingTelemetry(scheduler, eventLedger, countingTelemetry, null);
    return new SegmentModel.Door(
        number,
        told,
        door ->
            new Ingest(
                new SimulatedPlatform(scheduler, door, seeds.nextLong()),
                shared(faultSchedule.signature()),
                shared(faultSchedule.token()),
                queue(live, door),
                dispatchVariant.isBridge() ? queue(bulk, door) : null,
                new SimulatedFifoQueue(
                    scheduler, rejected, faults, seeds.split(), this::parkedByIngest),
                told));
  }

  private SimulatedFifoQueue queue(
      SimulatedQueueConsumer simulatedQueueConsumer, SegmentModel.Door door) {
    return new SimulatedFifoQueue(
        scheduler, simulatedQueueConsumer.queue, faults, seeds.split(), new FromIngest(door));
  }

  private SecretSource shared(SharedSecretTimeline story) {
    return new SecretModel(
        scheduler, faults, faultSchedule.secretsDown(), () -> story.stored(scheduler.nanoTime()));
  }

  private void parkedByIngest(SqsMessage message, boolean isAnswerLost) {
    eventLedger.parked(message, fact(message.event), null, isAnswerLost);
  }

  private final class FromIngest implements SimulatedFifoQueue.Watch {
    private final SegmentModel.Door door;

    FromIngest(SegmentModel.Door door) {
      this.door = door;
    }

    @Override
    public void sent(SqsMessage message, boolean isAnswerLost) {
      SimulatedEvent simulatedEvent = fact(message.event);
      simulatedEvent.id = SimulatedEvent.id(message.event.dedupId());
      eventLedger.queued(message, simulatedEvent, null);
    }

    @Override
    public void overtaken(QueuedEvent event) {
      door.overtaken();
      eventLedger.orderUnsure(fact(event));
    }
  }
}
