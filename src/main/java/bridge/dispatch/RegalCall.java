package bridge.dispatch;

import bridge.platform.Platform;
import bridge.regal.Delivery;
import bridge.regal.RegalApi;
import bridge.regal.RegalRequest;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.RateLimiter;
import bridge.secret.Secret;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;

/// One request to Regal: its key, its slot in the pace, and after a 401 one more try with the key
/// looked up again.
final class RegalCall {
  /// What came of it.
  sealed interface Posted {
    record Answered(Delivery delivery) implements Posted {}

    /// There is no key; nothing was sent.
    record NoKey() implements Posted {}

    /// Nothing was sent, for the time left or the breaker forbade it.
    record NotBegun(Outcome outcome) implements Posted {}
  }

  private final Platform machine;
  private final RegalApi regal;
  private final ApiKeyCache keys;
  private final RateLimiter pace;
  private final CircuitBreaker breaker;
  private final Telemetry report;

  RegalCall(
      Platform machine,
      RegalApi regal,
      ApiKeyCache keys,
      RateLimiter pace,
      CircuitBreaker breaker,
      Telemetry report) {
    this.machine = machine;
    this.regal = regal;
    this.keys = keys;
    this.pace = pace;
    this.breaker = breaker;
    this.report = report;
  }

  /// @param isProbe whether it may pass an open breaker
  Posted post(RegalRequest request, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    Secret key = keys.current();
    if (key == null) {
      return new Posted.NoKey();
    }
    if (!pace.await(time)) {
      return new Posted.NotBegun(new Outcome.OutOfTime());
    }
    if (!isProbe && breaker.isOpen()) {
      return new Posted.NotBegun(new Outcome.Held());
    }
    Delivery delivery = measured(request, key);
    if (!(delivery instanceof Delivery.Unauthorised)) {
      return new Posted.Answered(delivery);
    }
    Secret again = keys.after(key);
    if (again == null || !pace.await(time)) {
      return new Posted.Answered(delivery);
    }
    return new Posted.Answered(measured(request, again));
  }

  private Delivery measured(RegalRequest request, Secret key) throws InterruptedException {
    long began = machine.nanoTime();
    Delivery delivery = regal.post(request, key, InvocationDeadline.POST);
    report.add(Metric.REGAL_LATENCY, (machine.nanoTime() - began) / 1e6);
    if (delivery instanceof Delivery.Throttled) {
      pace.throttled();
    }
    return delivery;
  }
}
