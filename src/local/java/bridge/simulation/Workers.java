package bridge.simulation;

import bridge.dispatch.Dispatch;
import bridge.machine.Machine;
import bridge.memory.Memory;
import bridge.report.Report;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes the environments of the function that drains the queue.
final class Workers {
  private static final Translator TRANSLATOR =
      new Translator(new TranslationSettings("US", true, true));

  private final World world;
  private final Lane lane;
  private final SplittableRandom seeds;
  private int made;

  Workers(World world, Lane lane, long seed) {
    this.world = world;
    this.lane = lane;
    this.seeds = new SplittableRandom(seed);
  }

  WorkerEnvironment next() {
    WorkerEnvironment environment = new WorkerEnvironment(made++);
    environment.runs(
        switch (world.handler) {
          case BRIDGE, BRIDGE_WITHOUT_MEMORY -> bridge(environment);
          case GUIDE -> new GuideHandler(plain(environment));
          case WHOLE_BATCH -> new WholeBatchHandler(plain(environment));
        });
    return environment;
  }

  private BatchHandler bridge(WorkerEnvironment environment) {
    SimulatedMachine machine = new SimulatedMachine(world.scheduler, environment, seeds.nextLong());
    Told told = new Told(world.scheduler, world.ledger, world.counts, environment);
    Dispatch dispatch =
        new Dispatch(
            lane.settings,
            machine,
            TRANSLATOR,
            line(environment),
            world.regalKey(),
            new ModelDelays(
                world.scheduler,
                lane.queue,
                world.faults,
                () -> environment.invocation().hasFailedDelays = true),
            new ModelQueue(
                world.scheduler,
                world.rejected,
                world.faults,
                seeds.split(),
                (message, isAnswerLost) -> parked(environment, message, isAnswerLost)),
            world.handler.hasMemory() ? memory(environment, machine, told) : null,
            told);
    return dispatch::unfinished;
  }

  private Memory memory(WorkerEnvironment environment, Machine machine, Report report) {
    ModelTable table =
        new ModelTable(
            world.scheduler,
            world.table,
            world.faults,
            world.trouble.tableDown(),
            world.erasures,
            environment,
            seeds.split());
    return new Memory(table, machine, report, World.REMEMBERED);
  }

  private PlainPost plain(WorkerEnvironment environment) {
    return new PlainPost(
        TRANSLATOR, line(environment), world.regalKey(), environment, world.ledger);
  }

  private RegalLine line(WorkerEnvironment environment) {
    return new RegalLine(
        world.scheduler, environment, world.regal, world.faults, world.ledger, world.posts, lane);
  }

  private void parked(WorkerEnvironment environment, SqsMessage message, boolean isAnswerLost) {
    SqsMessage from = environment.invocation().message(message.event.dedupId());
    @Nullable Copy source = from == null ? null : from.copy;
    world.ledger.parked(message, world.fact(message.event), source, isAnswerLost);
  }
}
