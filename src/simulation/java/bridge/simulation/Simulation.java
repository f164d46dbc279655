package bridge.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/// One run: Segment sends its load through all trouble; then the weather is calm, and the run ends
/// when nothing waits any more.
final class Simulation {
  private static final Duration LONGEST = Duration.ofDays(4);
  private static final int REDRIVES = 20;
  private static final int ERASED_LAST = 100;

  private final RunConfig runConfig;
  private final World world;
  private final Load load;
  private boolean isCalm;
  private boolean mayEnd;

  Simulation(RunConfig runConfig) {
    SplittableRandom seeds = new SplittableRandom(runConfig.seed());
    this.runConfig = runConfig;
    FaultSchedule faultSchedule =
        runConfig.percent() > 0
            ? FaultSchedule.of(seeds.nextLong(), runConfig.length())
            : FaultSchedule.none();
    this.load = new Load(seeds.nextLong(), runConfig.events(), runConfig.length());
    this.world =
        new World(
            seeds.nextLong(),
            runConfig.percent(),
            faultSchedule,
            runConfig.dispatchVariant(),
            runConfig.followed());
    this.mayEnd = !runConfig.dispatchVariant().hasStateTable();
  }

  RunReport run() {
    long began = System.nanoTime();
    if (runConfig.dispatchVariant().isBridge()) {
      world.operator.schedule(REDRIVES, runConfig.length());
    }
    world.segment.start(load);
    world.scheduler.runAfter(Duration.ofMinutes(1), this::tick);
    world.scheduler.run();
    return RunReport.of(runConfig, world, System.nanoTime() - began);
  }

  /// How far the run is; read by another thread while it runs.
  String progress() {
    return "seed %d: %,d of %,d events sent, %d simulated minutes"
        .formatted(
            runConfig.seed(),
            Math.min(world.ledger.events().size(), runConfig.events()),
            runConfig.events(),
            Duration.ofNanos(world.scheduler.nanoTime()).toMinutes());
  }

  private void tick() {
    Scheduler scheduler = world.scheduler;
    boolean isSent = world.segment.isDone() && scheduler.nanoTime() > runConfig.length().toNanos();
    if (isSent && !isCalm) {
      isCalm = true;
      world.faults.disable();
      world.faultSchedule.outages().endWith(scheduler.nanoTime(), OutageKind.NONE);
      redriveAll();
      if (!mayEnd) {
        scheduler.runAfter(ErasureCheck.IN_FLIGHT.plusMinutes(1), this::eraseSome);
      }
    }
    boolean isSettled = isCalm && world.segment.isDone() && world.isDrained();
    if ((isSettled && mayEnd) || scheduler.nanoTime() > LONGEST.toNanos()) {
      scheduler.stop();
      return;
    }
    if (isCalm) {
      sendNightTraffic();
    }
    scheduler.runAfter(Duration.ofMinutes(1), this::tick);
  }

  /// Nothing follows these deletions.
  private void eraseSome() {
    mayEnd = true;
    for (int person = 0; person < ERASED_LAST; person++) {
      world.segment.send(
          List.of(world.segment.createEvent(person, EventKind.DELETE, PoisonKind.NONE)));
    }
  }

  /// Dead letters get a second chance: by the bridge's redrive, or by SQS's own.
  private void redriveAll() {
    if (runConfig.dispatchVariant().isBridge()) {
      world.operator.runRedrive();
    } else {
      world.operator.runSqsRedrive();
    }
  }

  /// A little traffic on both queues of people without faults, without which nobody else could be
  /// proved sick.
  private void sendNightTraffic() {
    int size = 1 + world.ledger.poisonEvents() / 2;
    for (int i = 0; i < size; i++) {
      world.scheduler.runAfter(
          Duration.ofMinutes(1).multipliedBy(i).dividedBy(size), this::sendOneMore);
    }
  }

  private void sendOneMore() {
    int number = world.ledger.events().size();
    EventKind kind = number % 2 == 0 ? EventKind.TRACK : EventKind.ENGAGE_AUDIENCE;
    SimulatedEvent event =
        world.segment.createEvent(1_000_000 + number % 500, kind, PoisonKind.NONE);
    world.segment.send(List.of(event));
  }
}
