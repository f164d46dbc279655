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

  private final Platform platform;
  private final RegalApi regal;
  private final ApiKeyCache keys;
  private final RateLimiter rateLimiter;
  private final CircuitBreaker circuitBreaker;
  private final Telemetry telemetry;

  RegalCall(
      Platform platform,
      RegalApi regal,
      ApiKeyCache keys,
      RateLimiter rateLimiter,
      CircuitBreaker circuitBreaker,
      Telemetry telemetry) {
    this.platform = platform;
    this.regal = regal;
    this.keys = keys;
    this.rateLimiter = rateLimiter;
    this.circuitBreaker = circuitBreaker;
    this.telemetry = telemetry;
  }

  /// @param isProbe whether it may pass an open breaker
  Posted post(RegalRequest request, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    Secret key = keys.current();
    if (key == null) {
      return new Posted.NoKey();
    }
    if (!rateLimiter.await(time)) {
      return new Posted.NotBegun(new Outcome.OutOfTime());
    }
    if (!isProbe && circuitBreaker.isOpen()) {
      return new Posted.NotBegun(new Outcome.Held());
    }
    Delivery delivery = measured(request, key);
    if (!(delivery instanceof Delivery.Unauthorised)) {
      return new Posted.Answered(delivery);
    }
    Secret again = keys.after(key);
    if (again == null || !rateLimiter.await(time)) {
      return new Posted.Answered(delivery);
    }
    return new Posted.Answered(measured(request, again));
  }

  private Delivery measured(RegalRequest request, Secret key) throws InterruptedException {
    long began = platform.nanoTime();
    Delivery delivery = regal.post(request, key, InvocationDeadline.POST);
    telemetry.add(Metric.REGAL_LATENCY, (platform.nanoTime() - began) / 1e6);
    if (delivery instanceof Delivery.Throttled) {
      rateLimiter.throttled();
    }
    return delivery;
  }
}
