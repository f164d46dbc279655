package bridge.simulation;

import bridge.dispatch.Dispatch;
import bridge.dispatch.DispatchContext;
import bridge.platform.Platform;
import bridge.secret.CachedSecret;
import bridge.state.StateStore;
import bridge.state.TableStateStore;
import bridge.telemetry.Telemetry;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes the environments of the function that drains the queue.
final class DispatchEnvironments {
  private static final Translator TRANSLATOR =
      new Translator(new TranslationSettings("US", true, true));

  private final World world;
  private final SimulatedQueueConsumer simulatedQueueConsumer;
  private final SplittableRandom seeds;
  private int nextNumber;

  DispatchEnvironments(World world, SimulatedQueueConsumer simulatedQueueConsumer, long seed) {
    this.world = world;
    this.simulatedQueueConsumer = simulatedQueueConsumer;
    this.seeds = new SplittableRandom(seed);
  }

  DispatchEnvironment next() {
    DispatchEnvironment environment = new DispatchEnvironment(nextNumber++);
    environment.setHandler(
        switch (world.dispatchVariant) {
          case BRIDGE, BRIDGE_WITHOUT_STATE -> bridgeHandler(environment);
          case GUIDE -> new AwsGuideHandler(naiveDelivery(environment));
          case WHOLE_BATCH -> new WholeBatchHandler(naiveDelivery(environment));
        });
    return environment;
  }

  private BatchHandler bridgeHandler(DispatchEnvironment environment) {
    SimulatedPlatform platform =
        new SimulatedPlatform(world.scheduler, environment, seeds.nextLong());
    CheckingTelemetry checkingTelemetry =
        new CheckingTelemetry(world.scheduler, world.ledger, world.countingTelemetry, environment);
    Dispatch dispatch =
        new Dispatch(
            simulatedQueueConsumer.settings,
            TRANSLATOR::translate,
            new DispatchContext(
                platform,
                checkingTelemetry,
                regalApi(environment),
                world.regalKey(),
                queues(environment),
                world.dispatchVariant.hasStateTable()
                    ? stateStore(environment, platform, checkingTelemetry)
                    : StateStore.NONE));
    return dispatch::handle;
  }

  private DispatchContext.Queues queues(DispatchEnvironment environment) {
    return new DispatchContext.Queues(
        new SimulatedVisibility(
            world.scheduler,
            simulatedQueueConsumer.queue,
            world.faults,
            () -> environment.invocation().hasVisibilityFailure = true),
        new SimulatedFifoQueue(
            world.scheduler,
            world.deadLetterQueue,
            world.faults,
            seeds.split(),
            (message, isResponseLost) -> recordDeadLetter(environment, message, isResponseLost)));
  }

  private StateStore stateStore(
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
    return new TableStateStore(table, platform, telemetry, World.RETENTION);
  }

  private NaiveDelivery naiveDelivery(DispatchEnvironment environment) {
    var key =
        new CachedSecret<>(
            world.regalKey()::fetch,
            new CachedSecret.Intervals(Duration.ZERO, Duration.ZERO, Duration.ZERO),
            new SimulatedPlatform(world.scheduler, environment, 0));
    return new NaiveDelivery(TRANSLATOR, regalApi(environment), key, environment, world.ledger);
  }

  private SimulatedRegalApi regalApi(DispatchEnvironment environment) {
    return new SimulatedRegalApi(
        world.scheduler,
        environment,
        world.regal,
        world.faults,
        world.ledger,
        world.regalPostLog,
        simulatedQueueConsumer);
  }

  private void recordDeadLetter(
      DispatchEnvironment environment, SqsMessage message, boolean isResponseLost) {
    SqsMessage from = environment.invocation().message(message.event.dedupId());
    @Nullable MessageCopy source = from == null ? null : from.copy;
    world.ledger.recordDeadLetter(
        message, world.simulatedEvent(message.event), source, isResponseLost);
  }
}
