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
  private final EventLedger eventLedger;
  private final RegalPostLog regalPostLog;
  private final SimulatedQueueConsumer simulatedQueueConsumer;

  SimulatedRegalApi(
      Scheduler scheduler,
      DispatchEnvironment environment,
      RegalModel regal,
      Faults faults,
      EventLedger eventLedger,
      RegalPostLog regalPostLog,
      SimulatedQueueConsumer simulatedQueueConsumer) {
    this.scheduler = scheduler;
    this.environment = environment;
    this.regal = regal;
    this.faults = faults;
    this.eventLedger = eventLedger;
    this.regalPostLog = regalPostLog;
    this.simulatedQueueConsumer = simulatedQueueConsumer;
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout) {
    SimulatedInvocation simulatedInvocation = environment.invocation();
    SimulatedEvent simulatedEvent = eventLedger.eventAt(EventText.time(request));
    SqsMessage message = simulatedInvocation.findMessage(simulatedEvent);
    if (message == null || message.messageCopy == null) {
      throw new IllegalStateException("event " + simulatedEvent.number + " is not of this batch");
    }
    MessageCopy messageCopy = message.messageCopy;
    RegalModel.Reply reply = regal.reply(simulatedEvent, apiKey);
    RegalPost regalPost =
        simulatedInvocation.beginPost(
            message, simulatedEvent, scheduler.currentThread(), scheduler.nanoTime());
    simulatedQueueConsumer.rateCheck.recordStart();
    regalPostLog.recordPost(regalPost, messageCopy, reply.isProcessed(), request.json());
    if (faults.inject(Fault.KILLED_AFTER_POST)) {
      simulatedQueueConsumer.source.die(simulatedInvocation);
      scheduler.suspend();
    }
    if (faults.inject(Fault.STALLED)) {
      simulatedInvocation.isStalled = true;
      scheduler.sleep(STALL);
    }
    scheduler.sleep(reply.latency().compareTo(timeout) < 0 ? reply.latency() : timeout);
    if (faults.inject(Fault.POST_THROWS)) {
      Delivery unknown = new Delivery.Unknown("thrown");
      regalPostLog.recordResponse(regalPost, messageCopy, unknown);
      if (faults.random(Fault.POST_THROWS).nextBoolean()) {
        throw new StackOverflowError();
      }
      throw new IllegalStateException("thrown by the simulation");
    }
    regalPostLog.recordResponse(regalPost, messageCopy, reply.delivery());
    return reply.delivery();
  }
}
