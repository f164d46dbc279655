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
  private final Platform machine;
  private final Telemetry report;
  private final RateLimiter pace;
  private final CircuitBreaker breaker;
  private final EventDelivery courier;
  private final OutcomeTelemetry account;
  private final RetryBackoff givingBack;

  /// @param regalKey the API key as plain text
  /// @param events the queue that the batches come from
  /// @param rejected where parked events go
  public Dispatch(
      DispatchSettings settings,
      Platform machine,
      Translator translator,
      RegalApi regal,
      SecretSource regalKey,
      MessageVisibility events,
      FifoQueue rejected,
      Telemetry report) {
    this(settings, machine, translator, regal, regalKey, events, rejected, null, report);
  }

  /// The same with a memory, null for none.
  public Dispatch(
      DispatchSettings settings,
      Platform machine,
      Translator translator,
      RegalApi regal,
      SecretSource regalKey,
      MessageVisibility events,
      FifoQueue rejected,
      @Nullable StateStore memory,
      Telemetry report) {
    this(
        settings,
        machine,
        translator::translate,
        regal,
        regalKey,
        events,
        rejected,
        memory,
        report);
  }

  Dispatch(
      DispatchSettings settings,
      Platform machine,
      EventTranslation translating,
      RegalApi regal,
      SecretSource regalKey,
      MessageVisibility events,
      FifoQueue rejected,
      @Nullable StateStore memory,
      Telemetry report) {
    this.machine = machine;
    this.report = report;
    this.pace = new RateLimiter(machine, settings.requestsPerSecond());
    this.breaker = new CircuitBreaker(machine, report);
    var keys = new ApiKeyCache(regalKey, machine);
    var posting = new RegalCall(machine, regal, keys, pace, breaker, report);
    var parking = new DeadLetters(rejected);
    var recall = new StateChecks(memory, settings.parkWhenUnsure(), machine, report);
    this.courier =
        new EventDelivery(
            settings, machine, translating, recall, posting, breaker, parking, report);
    this.account = new OutcomeTelemetry(machine, report);
    this.givingBack = new RetryBackoff(machine, events);
  }

  /// The message ids that are not done, each person's first such and all behind it, in the order of
  /// the batch. Every one of them has got its delay when this returns.
  ///
  /// @param deadline when the invocation must have answered
  public List<String> unfinished(List<ReceivedEvent> batch, Instant deadline)
      throws InterruptedException {
    List<MessageGroup> turns = MessageGroup.of(batch);
    InvocationDeadline time = new InvocationDeadline(machine, deadline);
    guarded("dispatch", () -> work(turns, time));
    guarded("report", () -> summary(turns));
    guarded("delay", () -> givingBack.giveBack(turns));
    Set<String> unfinished = new HashSet<>();
    turns.forEach(turn -> turn.unfinished().forEach(event -> unfinished.add(event.messageId())));
    return batch.stream().map(ReceivedEvent::messageId).filter(unfinished::contains).toList();
  }

  /// Everybody side by side; while the breaker is open one probe at a time, until the held batch
  /// must go back.
  private void work(List<MessageGroup> turns, InvocationDeadline time)
      throws InterruptedException, ExecutionException {
    breaker.remind();
    List<MessageGroup> going = turns;
    while (!going.isEmpty()) {
      machine.sideBySide(going.stream().map(turn -> inOrder(turn, time)).toList());
      going = released(going, time);
    }
  }

  /// One person's events, stopping at the first that is not done, so that none overtakes it.
  private Callable<Boolean> inOrder(MessageGroup turn, InvocationDeadline time) {
    return () -> {
      guarded(
          "event",
          () -> {
            while (!turn.isOver() && carry(turn, time, false)) {}
          });
      return turn.isOver();
    };
  }

  /// Whether the head was done.
  private boolean carry(MessageGroup turn, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    turn.tries();
    ReceivedEvent head = turn.head();
    Outcome outcome = courier.carry(head, time, isProbe);
    turn.came(outcome);
    boolean isDone = outcome instanceof Outcome.Done;
    if (isDone) {
      account.of(head, outcome);
    }
    return isDone;
  }

  /// Those held, once they may go on; nobody where the time to hold them is over.
  private List<MessageGroup> released(List<MessageGroup> going, InvocationDeadline time)
      throws InterruptedException {
    List<MessageGroup> held = going.stream().filter(MessageGroup::isHeld).toList();
    while (breaker.isOpen() && !held.isEmpty()) {
      CircuitBreaker.Probe probe = breaker.next(held.stream().map(MessageGroup::person).toList());
      if (probe == null || probe.in().compareTo(time.toHold()) > 0) {
        sleep(time.toHold());
        return List.of();
      }
      sleep(probe.in());
      breaker.probes(probe.person());
      for (MessageGroup turn : held) {
        if (turn.person().equals(probe.person())) {
          guarded("event", () -> carry(turn, time, true));
        }
      }
      held = held.stream().filter(MessageGroup::isHeld).toList();
    }
    return held;
  }

  private void summary(List<MessageGroup> turns) {
    report.add(Metric.PACE, pace.requestsPerSecond());
    for (MessageGroup turn : turns) {
      if (!turn.isOver()) {
        account.of(turn.head(), turn.last());
      }
    }
  }

  private void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      machine.sleep(duration);
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
      report.warn("error", Map.of("step", step, "kind", error.getClass().getName()));
    } catch (Throwable _) {
      // Nothing is left to say it with, and the list of what is unfinished matters more.
    }
  }

  private interface Step {
    void run() throws InterruptedException, ExecutionException;
  }
}
