package bridge.simulation;

import bridge.dispatch.Dispatch;
import bridge.dispatch.DispatchContext;
import bridge.queue.MessageAttribute;
import bridge.queue.Reason;
import bridge.secret.CachedSecret;
import bridge.state.StateStore;
import bridge.state.TableStateStore;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes the environments of the function that drains a queue.
final class DispatchEnvironments {
  private static final Translator TRANSLATOR = new Translator(TranslationSettings.DEFAULT);

  private static final Duration SKEW = Duration.ofMillis(SimulatedPlatform.SKEW);

  private final World world;
  private final SplittableRandom seeds;

  DispatchEnvironments(World world, long seed) {
    this.world = world;
    this.seeds = new SplittableRandom(seed);
  }

  DispatchEnvironment next(EventSourceModel source) {
    return new DispatchEnvironment(
        environment ->
            switch (world.dispatchVariant) {
              case BRIDGE, BRIDGE_WITHOUT_STATE, BRIDGE_DEAD_LETTERING ->
                  bridge(source, environment);
              case GUIDE -> naiveDelivery(source, environment)::stopAtFailure;
              case WHOLE_BATCH -> naiveDelivery(source, environment)::throwAtFailure;
            });
  }

  private BatchHandler bridge(EventSourceModel source, DispatchEnvironment environment) {
    SimulatedPlatform platform =
        new SimulatedPlatform(world.scheduler, environment, seeds.nextLong());
    CheckingTelemetry telemetry = new CheckingTelemetry(world, environment);
    Dispatch dispatch =
        new Dispatch(
            source.settings,
            TRANSLATOR::translate,
            new DispatchContext(
                platform,
                telemetry,
                new SimulatedRegalApi(world, source, environment),
                world.secret(world.faultSchedule.regalKey()),
                queues(source, environment),
                world.dispatchVariant.hasStateTable()
                    ? new TableStateStore(
                        new SimulatedTable(world, environment, seeds.split()),
                        platform,
                        telemetry,
                        World.RETENTION)
                    : StateStore.NONE));
    return (batch, timeout) -> dispatch.handle(batch, platform.now().plus(timeout));
  }

  private DispatchContext.Queues queues(EventSourceModel source, DispatchEnvironment environment) {
    return new DispatchContext.Queues(
        "simulated",
        new SimulatedVisibility(
            world.scheduler,
            source.queue,
            world.faults,
            () -> environment.invocation().hasVisibilityFailure = true),
        new SimulatedFifoQueue(
            world.scheduler,
            world.deadLetterQueue,
            world.faults,
            seeds.split(),
            (message, isResponseLost) -> recordDeadLetter(environment, message, isResponseLost)));
  }

  private NaiveDelivery naiveDelivery(EventSourceModel source, DispatchEnvironment environment) {
    var key =
        new CachedSecret<>(
            world.secret(world.faultSchedule.regalKey())::fetch,
            new CachedSecret.Intervals(Duration.ZERO, Duration.ZERO, Duration.ZERO),
            new SimulatedPlatform(world.scheduler, environment, 0));
    SimulatedRegalApi regal = new SimulatedRegalApi(world, source, environment);
    return new NaiveDelivery(TRANSLATOR, regal, key, environment, world.ledger);
  }

  private void recordDeadLetter(
      DispatchEnvironment environment, SqsMessage message, boolean isResponseLost) {
    SqsMessage from = environment.invocation().message(message.event.dedupId());
    @Nullable MessageCopy source = from == null ? null : from.copy;
    String reason = message.event.attributes().get(MessageAttribute.REASON);
    if (from != null && Reason.POISON_EVENT.code().equals(reason)) {
      Duration poisonEventAge = world.dispatchVariant.settings(1, 1).poisonEventAge();
      long age = world.scheduler.nanoTime() - from.sentAt;
      world.invariants.check(
          age > poisonEventAge.minus(SKEW).toNanos(),
          "message " + from.id + " was dead-lettered as a poison event too early");
      world.invariants.check(
          environment.poisons.isProven(from),
          "message " + from.id + " was dead-lettered as a poison event without proof");
    }
    if (isResponseLost) {
      world.duplicateBounds.allow(DuplicateCause.DEAD_LETTER_UNCONFIRMED, 1);
    }
    world.ledger.recordDeadLetter(
        message, world.simulatedEvent(message.event), source, isResponseLost);
  }
}
