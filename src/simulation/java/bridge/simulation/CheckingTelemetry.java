package bridge.simulation;

import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Telemetry of one environment, compared with what really happened.
final class CheckingTelemetry implements Telemetry {
  private static final Set<String> PAUSES = Set.of("CREDENTIALS", "ENDPOINT");

  private final World world;
  private final @Nullable DispatchEnvironment environment;
  private final RejectionCheck rejections;
  private int orderUnsure;

  /// @param environment the worker's, null for ingest and redrive, whose lines name no message
  CheckingTelemetry(World world, @Nullable DispatchEnvironment environment) {
    this.world = world;
    this.environment = environment;
    this.rejections = new RejectionCheck(world.invariants, "one environment");
  }

  @Override
  public void count(Metric metric, double value) {
    if (metric == Metric.ORDER_UNSURE) {
      orderUnsure++;
    }
    if (metric == Metric.STATE_UNAVAILABLE) {
      if (environment != null) {
        world.duplicateBounds.allow(
            DuplicateCause.TABLE_UNAVAILABLE_AFTER, environment.invocation().recordTableFailure());
      }
      world.scheduler.currentThread().recordTableFailure();
      if (environment != null) { // a claim may be left without an end
        environment.invocation().events().forEach(event -> event.mayBeAtRegal = true);
      }
    }
    if (metric == Metric.OPT_OUT_LOST) {
      world.scheduler.currentThread().isOptOutLost = true;
    }
    world.countingTelemetry.count(metric, value);
  }

  @Override
  public void count(Metric metric, String reason, double value) {
    world.countingTelemetry.count(metric, reason, value);
  }

  @Override
  public void log(String what, Map<String, String> fields) {
    if (environment != null && what.equals("breaker_closed")) {
      environment.isPaused = false;
      environment.poisons.recordBreakerClosed(world.scheduler.nanoTime());
    }
    if (environment == null || !what.equals("dispatch")) {
      return;
    }
    SqsMessage message = environment.invocation().message(fields.getOrDefault("messageId", "none"));
    if (message != null) {
      String outcome = fields.getOrDefault("outcome", "");
      if (!outcome.equals("retrying")) {
        environment.invocation().markDone(message);
      }
      SimulatedThread thread = world.scheduler.currentThread();
      if (thread.isOptOutLost && message.copy != null) {
        world.consents.recordLost(
            message.copy.event, world.scheduler.nanoTime(), thread.isTableUnavailable);
      }
      world.ledger.recordOutcome(
          message, outcome, fields.getOrDefault("reason", ""), thread.isTableUnavailable);
      String reason = fields.getOrDefault("reason", "");
      if (outcome.equals("retrying")) {
        environment.invocation().retries.record(message, reason);
      }
      rejections.record(message, outcome, reason);
      if (world.dispatchVariant.hasStateTable() && !thread.isTableUnavailable) {
        world.rejections.record(message, outcome, reason);
      }
      thread.reset();
    }
  }

  /// How often ingest said that it could not keep an order.
  int orderUnsure() {
    return orderUnsure;
  }

  @Override
  public void warn(String what, Map<String, String> fields) {
    if (environment != null && what.equals("breaker_open")) {
      environment.isPaused |= PAUSES.contains(fields.getOrDefault("cause", ""));
    }
  }
}
