package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import bridge.ingest.Ingest;
import bridge.memory.Memory;
import bridge.queue.QueuedEvent;
import bridge.secret.SecretSource;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The deployed ingest, dispatch, translation and replay between the models, everything decided by
/// one seed. Nothing happens before [Scheduler#run].
final class World {
  /// How long links and times are kept: so short that they expire within a run.
  static final Duration REMEMBERED = Duration.ofHours(3);

  final Scheduler scheduler;
  final Faults faults;
  final Trouble trouble;
  final Promises promises = new Promises();
  final Ledger ledger;
  final Posts posts;
  final SqsModel rejected;
  final SqsModel events;
  final RegalModel regal;
  final EventSourceModel source;
  final SegmentModel segment;
  final Operator operator;
  final Handler handler;
  final TableModel table;
  final Erasures erasures;
  final Counts counts = new Counts();
  final @Nullable MemoryChecks memory;
  private final SplittableRandom seeds;

  /// @param percent of the operations that go wrong by chance, about
  /// @param followed the event whose way is printed, -1 for none
  World(long seed, double percent, Trouble trouble, Handler handler, int followed) {
    this.seeds = new SplittableRandom(seed);
    this.trouble = trouble;
    this.scheduler = new Scheduler(seeds.nextLong());
    this.faults = new Faults(seeds.nextLong(), percent);
    Trace trace = new Trace(scheduler, followed);
    this.handler = handler;
    this.table = new TableModel(scheduler);
    this.erasures = new Erasures(scheduler);
    this.memory = handler.hasMemory() ? checks() : null;
    this.ledger = new Ledger(trace, promises, memory);
    this.posts = new Posts(trace, promises, new PaceCheck(scheduler), memory);
    this.regal =
        new RegalModel(scheduler, faults, trouble.weather(), trouble.keys(), seeds.nextLong());
    SqsModel.Settings settings = handler.queue();
    this.rejected =
        new SqsModel(scheduler, "b0000000-0000-4000-8000-", settings, null, seeds.nextLong());
    this.events =
        new SqsModel(scheduler, "a0000000-0000-4000-8000-", settings, rejected, seeds.nextLong());
    Workers workers = new Workers(this, handler, seeds.nextLong());
    this.source =
        new EventSourceModel(
            scheduler,
            events,
            faults,
            ledger,
            posts.pace(),
            workers::next,
            DispatchSettings.DEFAULT.maxConcurrency(),
            seeds.nextLong());
    events.watch(source);
    this.segment =
        new SegmentModel(
            scheduler,
            faults,
            ledger,
            promises,
            new Signing(trouble.signature(), trouble.token(), faults),
            this::door,
            seeds.nextLong());
    this.operator =
        new Operator(
            scheduler, faults, ledger, promises, counts, events, rejected, seeds.nextLong());
  }

  private MemoryChecks checks() {
    SimulatedMachine machine = new SimulatedMachine(scheduler, new Environment(0), 0);
    Memory known = new Memory(table, machine, new Counts(), REMEMBERED);
    return new MemoryChecks(
        erasures,
        new NewestCheck(promises, erasures, REMEMBERED),
        new VisitorCheck(known, scheduler, promises, REMEMBERED));
  }

  SecretSource regalKey() {
    return new SecretModel(
        scheduler,
        faults,
        trouble.secretsDown(),
        () -> trouble.keys().stored(scheduler.nanoTime()));
  }

  /// The event that a message carries.
  Fact fact(QueuedEvent event) {
    return ledger.fact(EventText.number(event.body()));
  }

  private SegmentModel.Door door(int number) {
    Told told = new Told(scheduler, ledger, counts, null);
    return new SegmentModel.Door(
        number,
        told,
        door ->
            new Ingest(
                new SimulatedMachine(scheduler, door, seeds.nextLong()),
                shared(trouble.signature()),
                shared(trouble.token()),
                new ModelQueue(scheduler, events, faults, seeds.split(), new FromIngest(door)),
                new ModelQueue(scheduler, rejected, faults, seeds.split(), this::parkedByIngest),
                told));
  }

  private SecretSource shared(SharedSecretStory story) {
    return new SecretModel(
        scheduler, faults, trouble.secretsDown(), () -> story.stored(scheduler.nanoTime()));
  }

  private void parkedByIngest(SqsMessage message, boolean isAnswerLost) {
    ledger.parked(message, fact(message.event), null, isAnswerLost);
  }

  private final class FromIngest implements ModelQueue.Watch {
    private final SegmentModel.Door door;

    FromIngest(SegmentModel.Door door) {
      this.door = door;
    }

    @Override
    public void sent(SqsMessage message, boolean isAnswerLost) {
      Fact fact = fact(message.event);
      fact.id = Fact.id(message.event.dedupId());
      ledger.queued(message, fact, null);
    }

    @Override
    public void overtaken(QueuedEvent event) {
      door.overtaken();
      ledger.orderUnsure(fact(event));
    }
  }
}
