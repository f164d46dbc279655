package bridge.simulation;

import bridge.dispatch.Dispatch;
import bridge.platform.Platform;
import bridge.state.StateStore;
import bridge.telemetry.Telemetry;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes the environments of the function that drains the queue.
final class DispatchEnvironments {
  private static final Translator TRANSLATOR =
      new Translator(new TranslationSettings("US", true, true));

  private final World world;
  private final SimulatedQueueConsumer simulatedQueueConsumer;
  private final SplittableRandom seeds;
  private int made;

  DispatchEnvironments(World world, SimulatedQueueConsumer simulatedQueueConsumer, long seed) {
    this.world = world;
    this.simulatedQueueConsumer = simulatedQueueConsumer;
    this.seeds = new SplittableRandom(seed);
  }

  DispatchEnvironment next() {
    DispatchEnvironment environment = new DispatchEnvironment(made++);
    environment.runs(
        switch (world.dispatchVariant) {
          case BRIDGE, BRIDGE_WITHOUT_MEMORY -> bridge(environment);
          case GUIDE -> new AwsGuideHandler(plain(environment));
          case WHOLE_BATCH -> new WholeBatchHandler(plain(environment));
        });
    return environment;
  }

  private BatchHandler bridge(DispatchEnvironment environment) {
    SimulatedPlatform machine =
        new SimulatedPlatform(world.scheduler, environment, seeds.nextLong());
    CheckingTelemetry told =
        new CheckingTelemetry(
            world.scheduler, world.eventLedger, world.countingTelemetry, environment);
    Dispatch dispatch =
        new Dispatch(
            simulatedQueueConsumer.settings,
            machine,
            TRANSLATOR,
            line(environment),
            world.regalKey(),
            new SimulatedVisibility(
                world.scheduler,
                simulatedQueueConsumer.queue,
                world.faults,
                () -> environment.invocation().hasFailedDelays = true),
            new SimulatedFifoQueue(
                world.scheduler,
                world.rejected,
                world.faults,
                seeds.split(),
                (message, isAnswerLost) -> parked(environment, message, isAnswerLost)),
            world.dispatchVariant.hasMemory() ? memory(environment, machine, told) : null,
            told);
    return dispatch::unfinished;
  }

  private StateStore memory(
      DispatchEnvironment environment, Platform platform, Telemetry telemetry) {
    SimulatedTable table =
        new SimulatedTable(
            world.scheduler,
            world.table,
            world.faults,
            world.faultSchedule.tableDown(),
            world.erasures,
            environment,
            seeds.split());
    return new StateStore(table, platform, telemetry, World.REMEMBERED);
  }

  private NaiveDelivery plain(DispatchEnvironment environment) {
    return new NaiveDelivery(
        TRANSLATOR, line(environment), world.regalKey(), environment, world.eventLedger);
  }

  private SimulatedRegalApi line(DispatchEnvironment environment) {
    return new SimulatedRegalApi(
        world.scheduler,
        environment,
        world.regal,
        world.faults,
        world.eventLedger,
        world.regalPostLog,
        simulatedQueueConsumer);
  }

  private void parked(DispatchEnvironment environment, SqsMessage message, boolean isAnswerLost) {
    SqsMessage from = environment.invocation().message(message.event.dedupId());
    @Nullable MessageCopy source = from == null ? null : from.messageCopy;
    world.eventLedger.parked(message, world.fact(message.event), source, isAnswerLost);
  }
}
