package bridge.dispatch;

import java.time.Duration;

/// What a deployment may choose about delivery.
///
/// @param regalRequestsPerSecond for all environments together; Regal's own limit is 300
/// @param maxConcurrency how many environments share that, the event source's MaximumConcurrency
/// @param poisonEventAge how old an event must at least be before it can be parked as
///   `poison_event`
/// @param isUnknownOutcomeDeadLettered whether a named event that may or may not have reached Regal
///   is parked instead of repeated
public record DispatchSettings(
    double regalRequestsPerSecond,
    int maxConcurrency,
    Duration poisonEventAge,
    boolean isUnknownOutcomeDeadLettered) {
  public static final DispatchSettings DEFAULT =
      new DispatchSettings(200, 10, Duration.ofHours(4), false);

  public DispatchSettings {
    if (!(regalRequestsPerSecond > 0) || maxConcurrency < 1 || poisonEventAge.isNegative()) {
      throw new IllegalArgumentException("a rate, a concurrency or an age that cannot be");
    }
  }

  /// One environment's part of the rate. From one request per second on it is a whole number, for a
  /// fraction of a request would stand above the rate in some seconds.
  double requestsPerSecond() {
    double share = regalRequestsPerSecond / maxConcurrency;
    return share < 1 ? share : Math.floor(share);
  }
}
