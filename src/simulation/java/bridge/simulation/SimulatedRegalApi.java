package bridge.simulation;

import bridge.regal.Delivery;
import bridge.regal.RegalApi;
import bridge.regal.RegalRequest;
import bridge.secret.Secret;
import java.time.Duration;

/// One environment's way to Regal.
final class SimulatedRegalApi implements RegalApi {
  private static final Duration STALL = Duration.ofSeconds(55);

  private final Scheduler scheduler;
  private final DispatchEnvironment environment;
  private final RegalModel regal;
  private final Faults faults;
  private final EventLedger ledger;
  private final RegalPostLog posts;
  private final SimulatedQueueConsumer lane;

  SimulatedRegalApi(
      Scheduler scheduler,
      DispatchEnvironment environment,
      RegalModel regal,
      Faults faults,
      EventLedger ledger,
      RegalPostLog posts,
      SimulatedQueueConsumer lane) {
    this.scheduler = scheduler;
    this.environment = environment;
    this.regal = regal;
    this.faults = faults;
    this.ledger = ledger;
    this.posts = posts;
    this.lane = lane;
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout) {
    SimulatedInvocation invocation = environment.invocation();
    SimulatedEvent fact = ledger.happened(EventText.time(request));
    SqsMessage message = invocation.messageOf(fact);
    if (message == null || message.copy == null) {
      throw new IllegalStateException("event " + fact.number + " is not of this batch");
    }
    MessageCopy copy = message.copy;
    RegalModel.Reply reply = regal.reply(fact, apiKey);
    RegalPost post = invocation.begins(message, fact, scheduler.running(), scheduler.nanoTime());
    lane.pace.begins();
    posts.posted(post, copy, reply.isProcessed(), request.json());
    if (faults.strikes(Fault.KILLED_AFTER_POST)) {
      lane.source.die(invocation);
      scheduler.suspend();
    }
    if (faults.strikes(Fault.STALLED)) {
      invocation.isStalled = true;
      scheduler.sleep(STALL);
    }
    scheduler.sleep(reply.after().compareTo(timeout) < 0 ? reply.after() : timeout);
    if (faults.strikes(Fault.POST_THROWS)) {
      Delivery unknown = new Delivery.Unknown("thrown");
      posts.answeredBy(post, copy, unknown);
      if (faults.of(Fault.POST_THROWS).nextBoolean()) {
        throw new StackOverflowError();
      }
      throw new IllegalStateException("thrown by the simulation");
    }
    posts.answeredBy(post, copy, reply.delivery());
    return reply.delivery();
  }
}
