package bridge.simulation;

import bridge.regal.Delivery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What one environment has seen of Regal's answers, as evidence that an event is at fault: two
/// failures of it, and ten accepted events of others in between, since the breaker last closed.
final class PoisonCheck {
  private static final int FAILURES = 2;
  private static final int ACCEPTED = 10;

  /// The longest from Regal's answer until the function has recorded it.
  private static final Duration INVOCATION = Duration.ofMinutes(1);

  /// @param last when it failed last
  private record Evidence(long last, int acceptedBefore, int failures) {}

  private final Map<SqsMessage, Evidence> evidence = new HashMap<>();
  private int accepted;

  void recordResponse(SqsMessage message, Delivery delivery, long now) {
    switch (delivery) {
      case Delivery.Accepted _ -> {
        accepted++;
        evidence.remove(message);
      }
      case Delivery.Refused _, Delivery.Throttled _ -> {}
      case Delivery.Suspect _,
          Delivery.Unavailable _,
          Delivery.Unknown _,
          Delivery.Unauthorised _,
          Delivery.Misdirected _ ->
          evidence.merge(
              message,
              new Evidence(now, accepted, 1),
              (first, _) -> new Evidence(now, first.acceptedBefore, first.failures + 1));
    }
  }

  /// What was seen before proves nothing.
  void recordBreakerClosed(long now) {
    evidence.values().removeIf(each -> each.last < now - INVOCATION.toNanos());
  }

  boolean isProven(SqsMessage message) {
    Evidence found = evidence.get(message);
    return found != null
        && found.failures >= FAILURES
        && accepted - found.acceptedBefore >= ACCEPTED;
  }
}
