package bridge.simulation;

import bridge.queue.MessageVisibility;
import bridge.queue.VisibilityChange;
import java.time.Duration;
import java.util.List;

/// A modelled queue for who gives messages back to it: whole seconds as SQS has them, calls that
/// fail whole or in part.
final class SimulatedVisibility implements MessageVisibility {
  private static final Duration LATENCY = Duration.ofMillis(12);

  private final Scheduler scheduler;
  private final SqsModel queue;
  private final Faults faults;
  private final Runnable onFailure;

  /// @param onFailure runs for every call that fails, whole or in part
  SimulatedVisibility(Scheduler scheduler, SqsModel queue, Faults faults, Runnable onFailure) {
    this.scheduler = scheduler;
    this.queue = queue;
    this.faults = faults;
    this.onFailure = onFailure;
  }

  @Override
  public void change(List<VisibilityChange> changes) {
    if (changes.isEmpty() || changes.size() > MAX_ENTRIES) {
      throw new IllegalStateException(changes.size() + " entries");
    }
    faults.countOperation();
    scheduler.sleep(LATENCY);
    boolean isFailing = faults.inject(Fault.VISIBILITY_CHANGE_FAILS);
    boolean isPartial = !isFailing && faults.inject(Fault.VISIBILITY_CHANGE_FAILS_PARTLY);
    if (isFailing || isPartial) {
      onFailure.run();
    }
    if (isFailing) {
      return;
    }
    for (VisibilityChange visibilityChange : changes) {
      if (!isPartial || faults.random(Fault.VISIBILITY_CHANGE_FAILS_PARTLY).nextBoolean()) {
        queue.changeVisibility(
            visibilityChange.message().receiptHandle(), seconds(visibilityChange.hidden()));
      }
    }
  }

  /// As the deployed SqsDelayQueue rounds.
  private static long seconds(Duration hidden) {
    return hidden.isPositive() ? Math.max(1, Math.round(hidden.toMillis() / 1_000.0)) : 0;
  }
}
