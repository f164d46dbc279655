package bridge.simulation;

import bridge.dispatch.Dispatch;
import bridge.dispatch.DispatchSettings;
import bridge.ingest.Ingest;
import bridge.queue.FifoQueue;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One run: the deployed ingest, dispatch, translation and replay between the models, everything
/// decided by one seed.
final class Simulation {
  private static final Duration LONGEST = Duration.ofDays(4);
  private static final Translator TRANSLATOR =
      new Translator(new TranslationSettings("US", true, true));

  private final Plan plan;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Weather weather;
  private final Ledger ledger;
  private final Promises promises = new Promises();
  private final Posts posts;
  private final SqsModel rejected;
  private final SqsModel events;
  private final KeyStory keys;
  private final SharedSecretStory signature;
  private final SharedSecretStory token;
  private final Timeline<Boolean> secretsDown = new Timeline<>(false);
  private final RegalModel regal;
  private final EventSourceModel source;
  private final SegmentModel segment;
  private final Operator operator;
  private final SplittableRandom seeds;
  private int workers;
  private boolean isCalm;

  Simulation(Plan plan) {
    this.plan = plan;
    this.seeds = new SplittableRandom(plan.seed());
    this.scheduler = new Scheduler(seeds.nextLong());
    this.faults = new Faults(seeds.nextLong(), plan.percent());
    Trace trace = new Trace(scheduler, plan.followed());
    PaceCheck pace = new PaceCheck(scheduler);
    this.ledger = new Ledger(trace, promises);
    this.posts = new Posts(trace, promises, pace);
    this.weather = Weather.of(seeds.nextLong(), plan.percent() > 0 ? 12 : 0, plan.length());
    this.keys = KeyStory.of(scheduler, seeds.nextLong(), 3, plan.length());
    this.signature = SharedSecretStory.of(scheduler, "signature", seeds.nextLong(), plan.length());
    this.token = SharedSecretStory.of(scheduler, "token", seeds.nextLong(), plan.length());
    this.regal = new RegalModel(scheduler, faults, weather, keys, seeds.nextLong());
    SqsModel.Settings deployed = SqsModel.Settings.DEPLOYED;
    this.rejected =
        new SqsModel(scheduler, "b0000000-0000-4000-8000-", deployed, null, seeds.nextLong());
    this.events =
        new SqsModel(scheduler, "a0000000-0000-4000-8000-", deployed, rejected, seeds.nextLong());
    this.source =
        new EventSourceModel(
            scheduler,
            events,
            faults,
            ledger,
            pace,
            this::worker,
            DispatchSettings.DEFAULT.maxConcurrency(),
            seeds.nextLong());
    events.watch(source);
    this.segment =
        new SegmentModel(
            scheduler,
            faults,
            ledger,
            promises,
            new Load(seeds.nextLong(), plan.events(), plan.length()),
            new Signing(signature, token, faults),
            this::door,
            seeds.nextLong());
    this.operator =
        new Operator(scheduler, faults, ledger, promises, events, rejected, seeds.nextLong());
  }

  Figures run() {
    long began = System.nanoTime();
    planSecretsDown();
    operator.plan(8, plan.length());
    segment.start();
    scheduler.after(Duration.ofMinutes(1), this::everyMinute);
    scheduler.run();
    return Figures.of(
        plan, ledger, posts, promises, faults, scheduler, events.size(), System.nanoTime() - began);
  }

  /// The load over, the weather becomes calm; and the run ends when nothing waits any more.
  private void everyMinute() {
    boolean isSent = segment.isDone() && scheduler.nanoTime() > plan.length().toNanos();
    if (isSent && !isCalm) {
      isCalm = true;
      faults.end();
      weather.clears();
      operator.replay();
    }
    boolean isSettled = isCalm && segment.isDone() && events.size() == 0;
    if (isSettled || scheduler.nanoTime() > LONGEST.toNanos()) {
      scheduler.stop();
      return;
    }
    if (isCalm) {
      night();
    }
    scheduler.after(Duration.ofMinutes(1), this::everyMinute);
  }

  /// A little traffic of people who are well, without which nobody else could be proved sick.
  private void night() {
    for (int i = 0; i <= ledger.sick() / 2; i++) {
      int person = 1_000_000 + ledger.facts().size() % 500;
      segment.send(List.of(segment.fact(person, Kind.TRACK, Sickness.NONE)));
    }
  }

  private void planSecretsDown() {
    if (plan.percent() == 0) {
      return;
    }
    for (int i = 0; i < 4; i++) {
      long from = seeds.nextLong(plan.length().toNanos());
      secretsDown.from(from, true);
      secretsDown.from(from + seeds.nextLong(Duration.ofMinutes(20).toNanos()), false);
    }
  }

  private SegmentModel.Door door(int number) {
    Told told = new Told(ledger, null);
    return new SegmentModel.Door(
        number,
        told,
        door ->
            new Ingest(
                new SimulatedMachine(scheduler, door, seeds.nextLong()),
                new SecretModel(scheduler, faults, secretsDown, signature::stored),
                new SecretModel(scheduler, faults, secretsDown, token::stored),
                new ModelQueue(scheduler, events, faults, seeds.split(), new FromIngest(door)),
                rejectedQueue(null),
                told));
  }

  private WorkerEnvironment worker() {
    WorkerEnvironment environment = new WorkerEnvironment(workers++);
    Dispatch dispatch =
        new Dispatch(
            DispatchSettings.DEFAULT,
            new SimulatedMachine(scheduler, environment, seeds.nextLong()),
            TRANSLATOR,
            new RegalLine(scheduler, environment, regal, faults, ledger, posts, source),
            new SecretModel(scheduler, faults, secretsDown, keys::stored),
            new ModelDelays(scheduler, events, faults),
            rejectedQueue(environment),
            new Told(ledger, environment));
    environment.runs(dispatch::unfinished);
    return environment;
  }

  private FifoQueue rejectedQueue(@Nullable WorkerEnvironment environment) {
    return new ModelQueue(
        scheduler,
        rejected,
        faults,
        seeds.split(),
        (message, isAnswerLost) -> {
          Copy source = environment == null ? null : source(environment, message);
          Fact fact = ledger.fact(EventText.number(message.event.body()));
          ledger.parked(message, fact, source, isAnswerLost);
        });
  }

  /// The message of the events queue that is being parked.
  private static @Nullable Copy source(WorkerEnvironment environment, SqsMessage parked) {
    SqsMessage from = environment.invocation().message(parked.event.dedupId());
    return from == null ? null : from.copy;
  }

  private final class FromIngest implements ModelQueue.Watch {
    private final SegmentModel.Door door;

    FromIngest(SegmentModel.Door door) {
      this.door = door;
    }

    @Override
    public void sent(SqsMessage message, boolean isAnswerLost) {
      ledger.queued(message, ledger.fact(EventText.number(message.event.body())), null);
    }

    @Override
    public void overtaken(bridge.queue.QueuedEvent event) {
      door.overtaken();
      ledger.orderUnsure(ledger.fact(EventText.number(event.body())));
    }
  }
}
