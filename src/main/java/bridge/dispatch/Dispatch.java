package bridge.dispatch;

import bridge.platform.Platform;
import bridge.queue.FifoQueue;
import bridge.queue.MessageVisibility;
import bridge.queue.ReceivedEvent;
import bridge.regal.RegalApi;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.RateLimiter;
import bridge.secret.SecretSource;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One environment's delivery to Regal: batches in, the ids that SQS must hand out again out. It
/// remembers from batch to batch what it learnt of Regal; one batch at a time.
public final class Dispatch {
  private final Platform platform;
  private final Telemetry telemetry;
  private final RateLimiter rateLimiter;
  private final CircuitBreaker circuitBreaker;
  private final EventDelivery eventDelivery;
  private final OutcomeTelemetry outcomeTelemetry;
  private final RetryBackoff retryBackoff;

  /// @param regalKey the API key as plain text
  /// @param events the queue that the batches come from
  /// @param rejected where parked events go
  public Dispatch(
      DispatchSettings settings,
      Platform platform,
      Translator translator,
      RegalApi regal,
      SecretSource regalKey,
      MessageVisibility events,
      FifoQueue rejected,
      Telemetry telemetry) {
    this(settings, platform, translator, regal, regalKey, events, rejected, null, telemetry);
  }

  /// The same with a memory, null for none.
  public Dispatch(
      DispatchSettings settings,
      Platform platform,
      Translator translator,
      RegalApi regal,
      SecretSource regalKey,
      MessageVisibility events,
      FifoQueue rejected,
      @Nullable StateStore stateStore,
      Telemetry telemetry) {
    this(
        settings,
        platform,
        translator::translate,
        regal,
        regalKey,
        events,
        rejected,
        stateStore,
        telemetry);
  }

  Dispatch(
      DispatchSettings settings,
      Platform platform,
      EventTranslation eventTranslation,
      RegalApi regal,
      SecretSource regalKey,
      MessageVisibility events,
      FifoQueue rejected,
      @Nullable StateStore stateStore,
      Telemetry telemetry) {
    this.platform = platform;
    this.telemetry = telemetry;
    this.rateLimiter = new RateLimiter(platform, settings.requestsPerSecond());
    this.circuitBreaker = new CircuitBreaker(platform, telemetry);
    var keys = new ApiKeyCache(regalKey, platform);
    var regalCall = new RegalCall(platform, regal, keys, rateLimiter, circuitBreaker, telemetry);
    var deadLetters = new DeadLetters(rejected);
    var stateChecks = new StateChecks(stateStore, settings.parkWhenUnsure(), platform, telemetry);
    this.eventDelivery =
        new EventDelivery(
            settings,
            platform,
            eventTranslation,
            stateChecks,
            regalCall,
            circuitBreaker,
            deadLetters,
            telemetry);
    this.outcomeTelemetry = new OutcomeTelemetry(platform, telemetry);
    this.retryBackoff = new RetryBackoff(platform, events);
  }

  /// The message ids that are not done, each person's first such and all behind it, in the order of
  /// the batch. Every one of them has got its delay when this returns.
  ///
  /// @param deadline when the invocation must have answered
  public List<String> unfinished(List<ReceivedEvent> batch, Instant deadline)
      throws InterruptedException {
    List<MessageGroup> turns = MessageGroup.of(batch);
    InvocationDeadline time = new InvocationDeadline(platform, deadline);
    guarded("dispatch", () -> work(turns, time));
    guarded("report", () -> summary(turns));
    guarded("delay", () -> retryBackoff.giveBack(turns));
    Set<String> unfinished = new HashSet<>();
    turns.forEach(
        messageGroup ->
            messageGroup.unfinished().forEach(event -> unfinished.add(event.messageId())));
    return batch.stream().map(ReceivedEvent::messageId).filter(unfinished::contains).toList();
  }

  /// Everybody side by side; while the breaker is open one probe at a time, until the held batch
  /// must go back.
  private void work(List<MessageGroup> turns, InvocationDeadline time)
      throws InterruptedException, ExecutionException {
    circuitBreaker.remind();
    List<MessageGroup> going = turns;
    while (!going.isEmpty()) {
      platform.sideBySide(going.stream().map(messageGroup -> inOrder(messageGroup, time)).toList());
      going = released(going, time);
    }
  }

  /// One person's events, stopping at the first that is not done, so that none overtakes it.
  private Callable<Boolean> inOrder(MessageGroup messageGroup, InvocationDeadline time) {
    return () -> {
      guarded(
          "event",
          () -> {
            while (!messageGroup.isOver() && carry(messageGroup, time, false)) {}
          });
      return messageGroup.isOver();
    };
  }

  /// Whether the head was done.
  private boolean carry(MessageGroup messageGroup, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    messageGroup.tries();
    ReceivedEvent head = messageGroup.head();
    Outcome outcome = eventDelivery.carry(head, time, isProbe);
    messageGroup.came(outcome);
    boolean isDone = outcome instanceof Outcome.Done;
    if (isDone) {
      outcomeTelemetry.of(head, outcome);
    }
    return isDone;
  }

  /// Those held, once they may go on; nobody where the time to hold them is over.
  private List<MessageGroup> released(List<MessageGroup> going, InvocationDeadline time)
      throws InterruptedException {
    List<MessageGroup> held = going.stream().filter(MessageGroup::isHeld).toList();
    while (circuitBreaker.isOpen() && !held.isEmpty()) {
      CircuitBreaker.Probe probe =
          circuitBreaker.next(held.stream().map(MessageGroup::person).toList());
      if (probe == null || probe.in().compareTo(time.toHold()) > 0) {
        sleep(time.toHold());
        return List.of();
      }
      sleep(probe.in());
      circuitBreaker.probes(probe.person());
      for (MessageGroup messageGroup : held) {
        if (messageGroup.person().equals(probe.person())) {
          guarded("event", () -> carry(messageGroup, time, true));
        }
      }
      held = held.stream().filter(MessageGroup::isHeld).toList();
    }
    return held;
  }

  private void summary(List<MessageGroup> turns) {
    telemetry.add(Metric.ALLOWED_REQUEST_RATE, rateLimiter.requestsPerSecond());
    for (MessageGroup messageGroup : turns) {
      if (!messageGroup.isOver()) {
        outcomeTelemetry.of(messageGroup.head(), messageGroup.last());
      }
    }
  }

  private void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      platform.sleep(duration);
    }
  }

  /// A step that may fail in any way, running out of stack or memory included: what it has not
  /// marked as done stays unfinished, and the steps behind it go on.
  private void guarded(String step, Step work) throws InterruptedException {
    try {
      work.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      warn(step, e);
    }
  }

  /// The kind of the error alone: its message may quote an event.
  private void warn(String step, Throwable error) {
    try {
      telemetry.warn("error", Map.of("step", step, "kind", error.getClass().getName()));
    } catch (Throwable _) {
      // Nothing is left to say it with, and the list of what is unfinished matters more.
    }
  }

  private interface Step {
    void run() throws InterruptedException, ExecutionException;
  }
}
