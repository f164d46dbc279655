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
  private final RegalPostLog regalPostLog;
  private final SimulatedQueueConsumer simulatedQueueConsumer;

  SimulatedRegalApi(
      Scheduler scheduler,
      DispatchEnvironment environment,
      RegalModel regal,
      Faults faults,
      EventLedger ledger,
      RegalPostLog regalPostLog,
      SimulatedQueueConsumer simulatedQueueConsumer) {
    this.scheduler = scheduler;
    this.environment = environment;
    this.regal = regal;
    this.faults = faults;
    this.ledger = ledger;
    this.regalPostLog = regalPostLog;
    this.simulatedQueueConsumer = simulatedQueueConsumer;
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout) {
    SimulatedInvocation invocation = environment.invocation();
    SimulatedEvent event = ledger.eventAt(EventText.time(request));
    SqsMessage message = invocation.findMessage(event);
    if (message == null || message.copy == null) {
      throw new IllegalStateException("event " + event.number + " is not of this batch");
    }
    MessageCopy copy = message.copy;
    RegalModel.Reply reply = regal.reply(event, apiKey);
    RegalPost post =
        invocation.beginPost(message, event, scheduler.currentThread(), scheduler.nanoTime());
    simulatedQueueConsumer.rateCheck.recordStart();
    regalPostLog.recordPost(post, copy, reply.isProcessed(), request.json());
    if (faults.inject(Fault.KILLED_AFTER_POST)) {
      simulatedQueueConsumer.source.die(invocation);
      scheduler.suspend();
    }
    if (faults.inject(Fault.STALLED)) {
      invocation.isStalled = true;
      scheduler.sleep(STALL);
    }
    scheduler.sleep(reply.latency().compareTo(timeout) < 0 ? reply.latency() : timeout);
    if (faults.inject(Fault.POST_THROWS)) {
      Delivery unknown = new Delivery.Unknown("thrown");
      regalPostLog.recordResponse(post, copy, unknown);
      if (faults.random(Fault.POST_THROWS).nextBoolean()) {
        throw new StackOverflowError();
      }
      throw new IllegalStateException("thrown by the simulation");
    }
    regalPostLog.recordResponse(post, copy, reply.delivery());
    return reply.delivery();
  }
}
