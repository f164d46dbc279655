package bridge.dispatch;

import bridge.platform.Platform;
import bridge.regal.Delivery;
import bridge.regal.RegalApi;
import bridge.regal.RegalRequest;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.RateLimiter;
import bridge.secret.CachedSecret;
import bridge.secret.Secret;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;

/// One request to Regal: takes the API key, waits for the rate limiter, and after a 401 tries once
/// more with the key fetched again.
final class RegalCall {
  /// The result of a call.
  sealed interface Result {
    record Responded(Delivery delivery) implements Result {}

    /// There is no API key; nothing was sent.
    record NoKey() implements Result {}

    /// Nothing was sent: too little time was left, or the circuit breaker is open.
    record NotSent(Outcome outcome) implements Result {}
  }

  private final Platform platform;
  private final RegalApi regal;
  private final CachedSecret<Secret> keys;
  private final RateLimiter rateLimiter;
  private final CircuitBreaker circuitBreaker;
  private final Telemetry telemetry;

  RegalCall(
      Platform platform,
      RegalApi regal,
      CachedSecret<Secret> keys,
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

  /// @param isProbe whether it may pass an open circuit breaker
  Result post(RegalRequest request, InvocationDeadline deadline, boolean isProbe)
      throws InterruptedException {
    Secret key = keys.current();
    if (key == null) {
      return new Result.NoKey();
    }
    if (!rateLimiter.await(deadline)) {
      return new Result.NotSent(new Outcome.OutOfTime());
    }
    if (!isProbe && circuitBreaker.isOpen()) {
      return new Result.NotSent(new Outcome.BreakerOpen());
    }
    Delivery delivery = postOnce(request, key);
    if (!(delivery instanceof Delivery.Unauthorised)) {
      return new Result.Responded(delivery);
    }
    Secret again = keys.afterRejection(key);
    if (again == null || !rateLimiter.await(deadline)) {
      return new Result.Responded(delivery);
    }
    return new Result.Responded(postOnce(request, again));
  }

  private Delivery postOnce(RegalRequest request, Secret key) throws InterruptedException {
    long began = platform.nanoTime();
    Delivery delivery = regal.post(request, key, InvocationDeadline.POST);
    telemetry.count(Metric.REGAL_LATENCY, (platform.nanoTime() - began) / 1e6);
    if (delivery instanceof Delivery.Throttled) {
      rateLimiter.recordThrottled();
    }
    return delivery;
  }
}
