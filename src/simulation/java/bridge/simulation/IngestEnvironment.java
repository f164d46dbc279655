package bridge.simulation;

import bridge.ingest.Ingest;
import bridge.ingest.IngestQueues;
import bridge.ingest.WebhookRequest;
import bridge.queue.QueuedEvent;

/// An environment of the deployed ingest function.
final class IngestEnvironment extends SimulatedEnvironment implements SimulatedFifoQueue.Listener {
  private final World world;
  private final CheckingTelemetry telemetry;
  private final Ingest ingest;
  private int overtaken;

  IngestEnvironment(World world) {
    this.world = world;
    this.telemetry = new CheckingTelemetry(world, null);
    this.ingest =
        new Ingest(
            new SimulatedPlatform(world.scheduler, this, world.seeds.nextLong()),
            world.secret(world.faultSchedule.signature()),
            world.secret(world.faultSchedule.token()),
            queues(),
            telemetry);
  }

  private IngestQueues queues() {
    SimulatedFifoQueue events = queue(world.live.queue, this);
    return new IngestQueues(
        events,
        world.dispatchVariant.isBridge() ? queue(world.bulk.queue, this) : events,
        queue(world.deadLetterQueue, this::recordDeadLetter));
  }

  private SimulatedFifoQueue queue(SqsModel queue, SimulatedFifoQueue.Listener listener) {
    return new SimulatedFifoQueue(
        world.scheduler, queue, world.faults, world.seeds.split(), listener);
  }

  /// The status that it answers with.
  int handle(WebhookRequest request) {
    int unsureBefore = telemetry.orderUnsure();
    int overtakenBefore = overtaken;
    int status;
    try {
      status = ingest.handle(request).status();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    world.invariants.check(
        (telemetry.orderUnsure() > unsureBefore) == (overtaken > overtakenBefore),
        "ingest reported wrongly whether it kept the order");
    return status;
  }

  @Override
  public void onSend(SqsMessage message, boolean isResponseLost) {
    SimulatedEvent event = world.simulatedEvent(message.event);
    event.id = SimulatedEvent.id(message.event.dedupId());
    if (message.copy == null && event.messages++ > 0) {
      world.duplicateBounds.allow(DuplicateCause.SEGMENT_RESENT, 1);
    }
    world.ledger.recordQueued(message, event, null);
  }

  @Override
  public void onOvertake(QueuedEvent event) {
    overtaken++;
    world.ledger.recordOrderUnsure(world.simulatedEvent(event));
  }

  private void recordDeadLetter(SqsMessage message, boolean isResponseLost) {
    world.ledger.recordDeadLetter(
        message, world.simulatedEvent(message.event), null, isResponseLost);
  }
}
