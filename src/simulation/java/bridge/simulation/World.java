package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.queue.FifoQueue;
import bridge.queue.QueuedEvent;
import bridge.secret.SecretSource;
import bridge.state.StateStore;
import bridge.state.TableStateStore;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The deployed ingest, dispatch, translation and redrive between the models, everything decided by
/// one seed. Nothing happens before [Scheduler#run].
final class World {
  /// How long links and times are kept: so short that they expire within a run.
  static final Duration RETENTION = Duration.ofHours(3);

  /// As the template sets the bulk queue.
  private static final DispatchSettings BULK =
      new DispatchSettings(50, 2, DispatchSettings.DEFAULT.poisonEventAge(), false);

  final Scheduler scheduler;
  final Faults faults;
  final FaultSchedule faultSchedule;
  final Invariants invariants = new Invariants();
  final EventLedger ledger;
  final RegalPostLog regalPostLog;
  final SqsModel deadLetterQueue;
  final RateCheck rateCheck;
  final SimulatedQueueConsumer live;
  final SimulatedQueueConsumer bulk;
  final RegalModel regal;
  final SegmentModel segment;
  final Operator operator;
  final DispatchVariant dispatchVariant;
  final TableModel table;
  final Erasures erasures;
  final CountingTelemetry countingTelemetry = new CountingTelemetry();
  final @Nullable StateTableChecks checks;
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
    this.checks = dispatchVariant.hasStateTable() ? checks() : null;
    this.ledger = new EventLedger(trace, invariants, checks);
    this.regalPostLog = new RegalPostLog(trace, invariants, checks);
    this.rateCheck = new RateCheck(scheduler);
    this.regal = new RegalModel(scheduler, faults, faultSchedule, seeds.nextLong());
    this.deadLetterQueue =
        new SqsModel(
            scheduler,
            "b0000000-0000-4000-8000-",
            dispatchVariant.queueSettings(),
            null,
            seeds.nextLong());
    this.live = consumer("a0000000-0000-4000-8000-", DispatchSettings.DEFAULT);
    this.bulk = consumer("c0000000-0000-4000-8000-", BULK);
    this.segment =
        new SegmentModel(
            scheduler,
            faults,
            ledger,
            invariants,
            new SegmentSigning(faultSchedule, faults),
            this::ingestEnvironment,
            seeds.nextLong());
    this.operator =
        new Operator(
            scheduler,
            faults,
            ledger,
            invariants,
            countingTelemetry,
            dispatchVariant.isBridge() ? bulk.queue : live.queue,
            deadLetterQueue,
            seeds.nextLong());
  }

  private SimulatedQueueConsumer consumer(String ids, DispatchSettings settings) {
    SqsModel queue =
        new SqsModel(
            scheduler, ids, dispatchVariant.queueSettings(), deadLetterQueue, seeds.nextLong());
    return new SimulatedQueueConsumer(this, queue, settings, seeds.split());
  }

  /// Whether no event is left in any queue.
  boolean isDrained() {
    return live.queue.size() == 0 && bulk.queue.size() == 0;
  }

  private StateTableChecks checks() {
    SimulatedPlatform platform = new SimulatedPlatform(scheduler, new SimulatedEnvironment(0), 0);
    StateStore stateStore =
        new TableStateStore(table, platform, new CountingTelemetry(), RETENTION);
    return new StateTableChecks(
        erasures,
        new StaleValueCheck(invariants, erasures, RETENTION),
        new VisitorCheck(stateStore, scheduler, invariants, RETENTION));
  }

  SecretSource regalKey() {
    return secret(faultSchedule.regalKey());
  }

  /// The event that a message carries.
  SimulatedEvent simulatedEvent(QueuedEvent event) {
    return ledger.event(EventText.number(event.body()));
  }

  private SegmentModel.IngestEnvironment ingestEnvironment(int number) {
    CheckingTelemetry checkingTelemetry =
        new CheckingTelemetry(scheduler, ledger, countingTelemetry, null);
    return new SegmentModel.IngestEnvironment(
        number,
        checkingTelemetry,
        environment ->
            new Ingest(
                new SimulatedPlatform(scheduler, environment, seeds.nextLong()),
                secret(faultSchedule.signature()),
                secret(faultSchedule.token()),
                ingestQueues(environment),
                checkingTelemetry));
  }

  private IngestQueues ingestQueues(SegmentModel.IngestEnvironment environment) {
    FifoQueue events = queue(live, environment);
    return new IngestQueues(
        events,
        dispatchVariant.isBridge() ? queue(bulk, environment) : events,
        new SimulatedFifoQueue(
            scheduler, deadLetterQueue, faults, seeds.split(), this::recordIngestDeadLetter));
  }

  private SimulatedFifoQueue queue(
      SimulatedQueueConsumer simulatedQueueConsumer, SegmentModel.IngestEnvironment environment) {
    return new SimulatedFifoQueue(
        scheduler,
        simulatedQueueConsumer.queue,
        faults,
        seeds.split(),
        new IngestListener(environment));
  }

  private SecretSource secret(SecretTimeline timeline) {
    return new SecretModel(scheduler, faults, faultSchedule.secretsDown(), timeline.stored());
  }

  private void recordIngestDeadLetter(SqsMessage message, boolean isResponseLost) {
    ledger.recordDeadLetter(message, simulatedEvent(message.event), null, isResponseLost);
  }

  private final class IngestListener implements SimulatedFifoQueue.Listener {
    private final SegmentModel.IngestEnvironment environment;

    IngestListener(SegmentModel.IngestEnvironment environment) {
      this.environment = environment;
    }

    @Override
    public void onSend(SqsMessage message, boolean isResponseLost) {
      SimulatedEvent event = simulatedEvent(message.event);
      event.id = SimulatedEvent.id(message.event.dedupId());
      ledger.recordQueued(message, event, null);
    }

    @Override
    public void onOvertake(QueuedEvent event) {
      environment.countOvertaken();
      ledger.recordOrderUnsure(simulatedEvent(event));
    }
  }
}
