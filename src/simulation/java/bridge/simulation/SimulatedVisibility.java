package bridge.simulation;

import bridge.queue.MessageVisibility;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.List;

/// A modelled queue for who gives messages back to it: whole seconds as SQS has them, calls that
/// fail whole or in part.
final class SimulatedVisibility implements MessageVisibility {
  private static final Duration TAKES = Duration.ofMillis(12);

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final Runnable failed;

  /// @param failed is told of every call that fails, whole or in part
  SimulatedVisibility(Scheduler scheduler, SqsModel queue, Faults faults, Runnable failed) {
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.failed = failed;
  }

  @Override
  public void delay(List<VisibilityChange> delays) {
    if (delays.isEmpty() || delays.size() > MAX_ENTRIES) {
      throw new IllegalStateException(delays.size() + " entries");
    }
    faults.operation();
    scheduler.sleep(TAKES);
    boolean fails = faults.strikes(Fault.DELAY_FAILS);
    boolean isPartly = !fails && faults.strikes(Fault.DELAY_FAILS_PARTLY);
    if (fails || isPartly) {
      failed.run();
    }
    if (fails) {
      return;
    }
    for (VisibilityChange visibilityChange : delays) {
      if (!isPartly || faults.of(Fault.DELAY_FAILS_PARTLY).nextBoolean()) {
        queue.hide(visibilityChange.message().receiptHandle(), seconds(visibilityChange.hidden()));
      }
    }
  }

  /// As the deployed SqsDelayQueue rounds.
  private static long seconds(Duration hidden) {
    return hidden.isPositive() ? Math.max(1, Math.round(hidden.toMillis() / 1_000.0)) : 0;
  }
}
