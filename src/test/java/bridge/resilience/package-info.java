/// What threads that deliver at the same time do to circuit breaker, rate limiter and the like.
@NullMarked
package bridge.resilience;

import org.jspecify.annotations.NullMarked;
