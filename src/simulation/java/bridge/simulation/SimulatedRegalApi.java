package bridge.simulation;

import bridge.regal.Delivery;
import bridge.regal.RegalApi;
import bridge.regal.RegalRequest;
import bridge.secret.Secret;
import java.time.Duration;

/// One environment's way to Regal.
final class SimulatedRegalApi implements RegalApi {
  private static final Duration STALL = Duration.ofSeconds(55);

  private final World world;
  private final EventSourceModel source;
  private final DispatchEnvironment environment;

  SimulatedRegalApi(World world, EventSourceModel source, DispatchEnvironment environment) {
    this.world = world;
    this.source = source;
    this.environment = environment;
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout) {
    Scheduler scheduler = world.scheduler;
    Faults faults = world.faults;
    SimulatedInvocation invocation = environment.invocation();
    SqsMessage message = invocation.findMessage(request.json());
    if (message == null || message.copy == null) {
      String what = "a request was made of no event of its batch: " + request.json();
      world.invariants.recordViolation(what);
      throw new IllegalStateException(what);
    }
    MessageCopy copy = message.copy;
    SimulatedEvent event = copy.event;
    RegalModel.Reply reply = world.regal.reply(event, apiKey);
    RegalPost post =
        invocation.beginPost(message, event, scheduler.currentThread(), scheduler.nanoTime());
    if (post.isTableUnavailableBefore) {
      world.duplicateBounds.allow(DuplicateCause.TABLE_UNAVAILABLE_BEFORE, 1);
    }
    source.rateCheck.recordStart();
    world.regalPostLog.recordPost(post, copy, reply, request.json());
    if (faults.inject(Fault.KILLED_AFTER_POST)) {
      source.die(invocation);
      scheduler.suspend();
    }
    if (faults.inject(Fault.STALLED)) {
      invocation.isStalled = true;
      scheduler.sleep(STALL);
    }
    scheduler.sleep(reply.latency().compareTo(timeout) < 0 ? reply.latency() : timeout);
    if (faults.inject(Fault.POST_THROWS)) {
      Delivery unknown = new Delivery.Unknown("thrown");
      recordResponse(post, copy, new RegalModel.Reply(unknown, reply.isProcessed(), STALL));
      if (faults.random(Fault.POST_THROWS).nextBoolean()) {
        throw new StackOverflowError();
      }
      throw new IllegalStateException("thrown by the simulation");
    }
    recordResponse(post, copy, reply);
    return reply.delivery();
  }

  private void recordResponse(RegalPost post, MessageCopy copy, RegalModel.Reply reply) {
    world.regalPostLog.recordResponse(post, copy, reply.delivery());
    environment.poisons.recordResponse(post.message, reply.delivery(), world.scheduler.nanoTime());
    if (reply.isProcessed() && !(reply.delivery() instanceof Delivery.Accepted)) {
      world.duplicateBounds.allow(
          reply.delivery() instanceof Delivery.Unknown
              ? DuplicateCause.OUTCOME_UNKNOWN
              : DuplicateCause.REFUSED_AND_PROCESSED,
          1);
    }
  }
}
