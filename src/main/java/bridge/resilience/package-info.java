/// Circuit breaker, rate limiter, poison events, deadline. Uses neither events' content nor a
/// service.
@NullMarked
package bridge.resilience;

import org.jspecify.annotations.NullMarked;
