package bridge.simulation;

import bridge.report.Metric;
import bridge.report.Report;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one environment tells its operator, held against what really happened.
final class Told implements Report {
  private final Ledger ledger;
  private final @Nullable WorkerEnvironment environment;

  private int orderUnsure;

  /// @param environment the worker's, null for ingest and replay, whose lines name no message
  Told(Ledger ledger, @Nullable WorkerEnvironment environment) {
    this.ledger = ledger;
    this.environment = environment;
  }

  @Override
  public void add(Metric metric, double value) {
    if (metric == Metric.ORDER_UNSURE) {
      orderUnsure++;
    }
  }

  @Override
  public void add(Metric metric, String reason, double value) {}

  @Override
  public void line(String what, Map<String, String> fields) {
    if (environment == null || !what.equals("dispatch")) {
      return;
    }
    SqsMessage message = environment.invocation().message(fields.getOrDefault("messageId", "none"));
    if (message != null) {
      String outcome = fields.getOrDefault("outcome", "");
      if (!outcome.equals("waiting")) {
        environment.invocation().isDone(message);
      }
      ledger.told(message, outcome, fields.getOrDefault("reason", ""));
    }
  }

  /// How often ingest said that it could not keep an order.
  int orderUnsure() {
    return orderUnsure;
  }

  @Override
  public void warn(String what, Map<String, String> fields) {}
}
