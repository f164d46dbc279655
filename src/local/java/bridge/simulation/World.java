package bridge.simulation;

import bridge.dispatch.DispatchSettings;
import bridge.ingest.Ingest;
import bridge.queue.QueuedEvent;
import bridge.secret.SecretSource;
import java.util.SplittableRandom;

/// The deployed ingest, dispatch, translation and replay between the models, everything decided by
/// one seed. Nothing happens before [Scheduler#run].
final class World {
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
  private final SplittableRandom seeds;

  /// @param percent of the operations that go wrong by chance, about
  /// @param followed the event whose way is printed, -1 for none
  World(long seed, double percent, Trouble trouble, Handler handler, int followed) {
    this.seeds = new SplittableRandom(seed);
    this.trouble = trouble;
    this.scheduler = new Scheduler(seeds.nextLong());
    this.faults = new Faults(seeds.nextLong(), percent);
    Trace trace = new Trace(scheduler, followed);
    this.ledger = new Ledger(trace, promises);
    this.posts = new Posts(trace, promises, new PaceCheck(scheduler));
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
        new Operator(scheduler, faults, ledger, promises, events, rejected, seeds.nextLong());
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
    Told told = new Told(ledger, null);
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
      ledger.queued(message, fact(message.event), null);
    }

    @Override
    public void overtaken(QueuedEvent event) {
      door.overtaken();
      ledger.orderUnsure(fact(event));
    }
  }
}
