/// When to stop, slow down or give up: circuit breaker, rate limiter, poison events, deadline.
/// Knows neither events' content nor any service.
@NullMarked
package bridge.resilience;

import org.jspecify.annotations.NullMarked;
