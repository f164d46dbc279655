package bridge.dispatch;

import bridge.platform.Platform;
import bridge.queue.ReceivedEvent;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.RateLimiter;
import bridge.secret.CachedSecret;
import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// Step 2, the delivery of one environment: takes a batch and returns the messages that are not
/// done. Circuit breaker, rate limiter, poison events and API key last from batch to batch. One
/// batch at a time.
public final class Dispatch {
  private final Platform platform;
  private final Telemetry telemetry;
  private final StateStore state;
  private final RateLimiter rateLimiter;
  private final CircuitBreaker circuitBreaker;
  private final EventDelivery eventDelivery;
  private final OutcomeTelemetry outcomeTelemetry;
  private final RetryBackoff retryBackoff;
  private final String queue;

  public Dispatch(
      DispatchSettings settings, EventTranslation translation, DispatchContext context) {
    this.platform = context.platform();
    this.telemetry = context.telemetry();
    this.state = context.state();
    this.rateLimiter = new RateLimiter(platform, settings.requestsPerSecond());
    this.circuitBreaker = new CircuitBreaker(platform, telemetry);
    CachedSecret<Secret> keys = keys(context.regalKey(), platform);
    var regalCall =
        new RegalCall(platform, context.regal(), keys, rateLimiter, circuitBreaker, telemetry);
    var stateChecks =
        new StateChecks(
            context.state(), settings.isUnknownOutcomeDeadLettered(), platform, telemetry);
    this.eventDelivery =
        new EventDelivery(settings, translation, context, stateChecks, regalCall, circuitBreaker);
    this.outcomeTelemetry = new OutcomeTelemetry(platform, telemetry);
    this.retryBackoff = new RetryBackoff(platform, context.queues().source());
    this.queue = context.queues().name();
  }

  /// Regal's API key. It is fetched again at each use while it is missing, and after each 401.
  static CachedSecret<Secret> keys(SecretSource source, Platform platform) {
    return new CachedSecret<>(
        () -> {
          Secret secret = source.fetch();
          return secret.isMissing() ? null : secret;
        },
        new CachedSecret.Intervals(Duration.ZERO, Duration.ofSeconds(10), Duration.ZERO),
        platform);
  }

  /// Delivers a batch and returns the ids of the messages that are not done, in the order of the
  /// batch: each person's first such message and all after it. Their visibility timeouts are set
  /// when this returns.
  ///
  /// @param respondBy when the invocation must have responded
  public List<String> handle(List<ReceivedEvent> batch, Instant respondBy)
      throws InterruptedException {
    List<MessageGroup> groups = MessageGroup.groupByPerson(batch);
    InvocationDeadline deadline = new InvocationDeadline(platform, respondBy);
    if (!begin(batch, deadline)) { // the visibility timeouts are those of the other invocation
      telemetry.warn("batch invoked twice", Map.of("queue", queue));
      return batch.stream().map(ReceivedEvent::messageId).toList();
    }
    runGuarded("dispatch", () -> deliverAll(groups, deadline));
    runGuarded("report", () -> report(batch, groups));
    runGuarded("backoff", () -> retryBackoff.returnToQueue(groups, circuitBreaker.isPaused()));
    Set<String> unfinished = new HashSet<>();
    groups.forEach(group -> group.unfinished().forEach(event -> unfinished.add(event.messageId())));
    return batch.stream().map(ReceivedEvent::messageId).filter(unfinished::contains).toList();
  }

  /// False if another invocation has the same batch.
  private boolean begin(List<ReceivedEvent> batch, InvocationDeadline deadline)
      throws InterruptedException {
    List<String> receipts = batch.stream().map(ReceivedEvent::receiptHandle).toList();
    eventDelivery.begin();
    List<ReceivedEvent> looked = circuitBreaker.isOpen() ? List.of() : batch;
    boolean[] isOurs = {true};
    runGuarded(
        "look",
        () ->
            isOurs[0] =
                state.begin(
                    receipts,
                    deadline.lastDeadLetter(),
                    () -> looked.forEach(eventDelivery::look)));
    return isOurs[0];
  }

  /// Delivers all groups in parallel. While the circuit breaker is open, sends one probe at a time,
  /// until the batch must be returned to the queue.
  private void deliverAll(List<MessageGroup> groups, InvocationDeadline deadline)
      throws InterruptedException, ExecutionException {
    circuitBreaker.countOpenCauses();
    List<MessageGroup> open = groups;
    while (!open.isEmpty()) {
      platform.runInParallel(open.stream().map(group -> deliverInOrder(group, deadline)).toList());
      open = awaitBreaker(open, deadline);
    }
  }

  /// Delivers one person's events up to the first that is not done, so that none overtakes it.
  private Callable<Boolean> deliverInOrder(MessageGroup group, InvocationDeadline deadline) {
    return () -> {
      runGuarded(
          "event",
          () -> {
            while (!group.isDone() && deliverHead(group, deadline, false)) {}
          });
      return group.isDone();
    };
  }

  /// Delivers the head. False if it is not done.
  private boolean deliverHead(MessageGroup group, InvocationDeadline deadline, boolean isProbe)
      throws InterruptedException {
    group.begin();
    ReceivedEvent head = group.head();
    Outcome outcome = eventDelivery.deliver(head, deadline, isProbe);
    group.record(outcome);
    boolean isDone = outcome instanceof Outcome.Done;
    if (isDone) {
      outcomeTelemetry.record(head, outcome);
    }
    return isDone;
  }

  /// Waits until the blocked groups may continue and returns them; none if the time to wait is
  /// over, at once during a pause.
  private List<MessageGroup> awaitBreaker(List<MessageGroup> open, InvocationDeadline deadline)
      throws InterruptedException {
    List<MessageGroup> blocked = open.stream().filter(MessageGroup::isBlockedByBreaker).toList();
    while (circuitBreaker.isOpen() && !blocked.isEmpty()) {
      CircuitBreaker.Probe probe =
          circuitBreaker.nextProbe(blocked.stream().map(MessageGroup::person).toList());
      Duration wait = circuitBreaker.isPaused() ? Duration.ZERO : deadline.breakerWait();
      if (probe == null || probe.after().compareTo(wait) > 0) {
        sleep(wait);
        return List.of();
      }
      sleep(probe.after());
      circuitBreaker.recordProbe(probe.person());
      for (MessageGroup group : blocked) {
        if (group.person().equals(probe.person())) {
          runGuarded("event", () -> deliverHead(group, deadline, true));
        }
      }
      blocked = blocked.stream().filter(MessageGroup::isBlockedByBreaker).toList();
    }
    return blocked;
  }

  private void report(List<ReceivedEvent> batch, List<MessageGroup> groups) {
    batch.stream()
        .map(ReceivedEvent::sentAt)
        .min(Instant::compareTo)
        .map(oldest -> Duration.between(oldest, platform.now()).toMillis() / 1_000.0)
        .ifPresent(seconds -> telemetry.count(Metric.OLDEST_WAITING, queue, seconds));
    telemetry.count(Metric.ALLOWED_REQUEST_RATE, rateLimiter.requestsPerSecond());
    for (MessageGroup group : groups) {
      if (!group.isDone()) {
        outcomeTelemetry.record(group.head(), group.lastOutcome());
      }
    }
  }

  private void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      platform.sleep(duration);
    }
  }

  /// Runs a step that may fail in any way, with StackOverflowError or OutOfMemoryError as well.
  /// What it has not marked as done stays unfinished, and the following steps run.
  private void runGuarded(String step, Step work) throws InterruptedException {
    try {
      work.run();
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      warn(step, e);
    }
  }

  /// Logs the error's class only: its message may quote an event.
  private void warn(String step, Throwable error) {
    try {
      telemetry.warn("error", Map.of("step", step, "kind", error.getClass().getName()));
    } catch (Throwable _) {
      // Nothing is left to report it with, and the list of unfinished messages matters more.
    }
  }

  private interface Step {
    void run() throws InterruptedException, ExecutionException;
  }
}
