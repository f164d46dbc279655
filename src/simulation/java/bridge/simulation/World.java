package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import bridge.queue.QueuedEvent;
import bridge.secret.SecretSource;
import bridge.state.StateStore;
import bridge.state.TableStateStore;
import bridge.telemetry.NoTelemetry;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The deployed ingest, dispatch, translation and redrive between the models, everything decided by
/// one seed. Nothing happens before [Scheduler#run].
final class World {
  /// How long links and times are kept: so short that they expire within a run.
  static final Duration RETENTION = Duration.ofHours(3);

  final Scheduler scheduler;
  final Faults faults;
  final FaultSchedule faultSchedule;
  final Invariants invariants = new Invariants();
  final EventLedger ledger;
  final ConsentCheck consents;
  final RegalPostLog regalPostLog;
  final SqsModel deadLetterQueue;
  final RateCheck rateCheck;
  final EventSourceModel live;
  final EventSourceModel bulk;
  final RegalModel regal;
  final SegmentModel segment;
  final Operator operator;
  final DispatchVariant dispatchVariant;
  final TableModel table;
  final Erasures erasures;
  final ErasureCheck erasureCheck;
  final DuplicateBounds duplicateBounds = new DuplicateBounds();
  final RejectionCheck rejections = new RejectionCheck(invariants, "all environments");
  final RegalContacts contacts;
  final CountingTelemetry countingTelemetry = new CountingTelemetry();
  final @Nullable StateTableChecks checks;

  /// What it gives during the run is for the environments of ingest.
  final SplittableRandom seeds;

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
    this.table = new TableModel(scheduler::now);
    this.erasures = new Erasures(scheduler);
    this.erasureCheck = new ErasureCheck(scheduler, table, invariants);
    this.contacts = new RegalContacts(erasures);
    this.checks = dispatchVariant.hasStateTable() ? checks() : null;
    this.ledger = new EventLedger(trace, invariants, checks);
    this.consents = new ConsentCheck(invariants, checks == null ? null : erasures, contacts);
    this.regalPostLog = new RegalPostLog(trace, invariants, consents, checks);
    if (dispatchVariant == DispatchVariant.BRIDGE_DEAD_LETTERING) {
      regalPostLog.setUnknownDeadLettered();
    }
    this.rateCheck = new RateCheck(scheduler);
    this.regal = new RegalModel(scheduler, faults, faultSchedule, seeds.nextLong());
    this.deadLetterQueue =
        new SqsModel(
            scheduler,
            "b0000000-0000-4000-8000-",
            dispatchVariant.queueSettings(),
            null,
            seeds.nextLong());
    this.live = source("a0000000-0000-4000-8000-", dispatchVariant.settings(200, 10));
    this.bulk = source("c0000000-0000-4000-8000-", dispatchVariant.settings(50, 2));
    this.segment = new SegmentModel(this, seeds.nextLong());
    this.operator = new Operator(this, seeds.nextLong());
  }

  private EventSourceModel source(String ids, DispatchSettings settings) {
    SqsModel queue =
        new SqsModel(
            scheduler, ids, dispatchVariant.queueSettings(), deadLetterQueue, seeds.nextLong());
    SplittableRandom own = seeds.split();
    DispatchEnvironments environments = new DispatchEnvironments(this, own.nextLong());
    EventSourceModel source =
        new EventSourceModel(this, queue, settings, environments::next, own.nextLong());
    queue.setListener(source);
    return source;
  }

  /// Whether no event is left in any queue.
  boolean isDrained() {
    return live.queue.size() == 0 && bulk.queue.size() == 0;
  }

  private StateTableChecks checks() {
    SimulatedPlatform platform = new SimulatedPlatform(scheduler, new SimulatedEnvironment(), 0);
    Supplier<StateStore> stateStore =
        () -> new TableStateStore(table, platform, new NoTelemetry(), RETENTION);
    return new StateTableChecks(
        erasures,
        erasureCheck,
        new StaleValueCheck(invariants, erasures, contacts),
        new VisitorCheck(stateStore, scheduler, invariants, erasures));
  }

  /// The secret as Secrets Manager gives it.
  SecretSource secret(SecretTimeline timeline) {
    return new SecretModel(scheduler, faults, faultSchedule.secretsDown(), timeline.stored());
  }

  /// The event that a message carries.
  SimulatedEvent simulatedEvent(QueuedEvent event) {
    return ledger.event(EventText.number(event.body()));
  }
}
