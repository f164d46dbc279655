package bridge.dispatch;

import java.time.Duration;

/// A deployment's settings of delivery.
///
/// @param regalRequestsPerSecond for all environments together; Regal's own limit is 300
/// @param maxConcurrency how many environments share it, the event source mapping's
///   MaximumConcurrency
/// @param poisonEventAge the least age at which an event can be dead-lettered as `poison_event`
/// @param isUnknownOutcomeDeadLettered whether a named event that Regal may or may not have is
///   dead-lettered instead of sent again
public record DispatchSettings(
    double regalRequestsPerSecond,
    int maxConcurrency,
    Duration poisonEventAge,
    boolean isUnknownOutcomeDeadLettered) {
  public static final DispatchSettings DEFAULT =
      new DispatchSettings(200, 10, Duration.ofHours(4), false);

  public DispatchSettings {
    if (!(regalRequestsPerSecond > 0) || maxConcurrency < 1 || poisonEventAge.isNegative()) {
      throw new IllegalArgumentException("a rate, a concurrency and an age must be over zero");
    }
  }

  /// One environment's share of the rate. From one request per second on it is a whole number: a
  /// fraction would exceed the rate in some seconds.
  double requestsPerSecond() {
    double share = regalRequestsPerSecond / maxConcurrency;
    return share < 1 ? share : Math.floor(share);
  }
}
