package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a million events cost in AWS: a formula of prices and of what other measurements of the
/// same run found. Free tiers are left out, and so is what costs the same without an event:
/// secrets, alarms, custom metrics.
final class Cost {
  /// Dollars in us-east-1. They are inputs: check them before relying on the result.
  private static final String PRICES_AS_OF = "November 2026";

  private static final double API_REQUEST = 1.00 / 1e6; // HTTP API, each 512 KB of a request
  private static final double LAMBDA_REQUEST = 0.20 / 1e6;
  private static final double LAMBDA_GB_SECOND = 0.0000166667; // x86
  private static final double SQS_REQUEST = 0.50 / 1e6; // FIFO, each 64 KB of a call
  private static final double READ_UNIT = 0.125 / 1e6; // DynamoDB on demand
  private static final double WRITE_UNIT = 0.625 / 1e6;
  private static final double LOG_BYTE = 0.50 / 1e9;

  private static final double MILLION = 1e6;
  private static final double GIGABYTES = 1; // MemorySize of template.yaml

  private Cost() {}

  /// Dollars of a million events.
  ///
  /// @param reads read request units an event
  /// @param writes write request units an event
  static double dynamoDb(double reads, double writes) {
    return MILLION * (reads * READ_UNIT + writes * WRITE_UNIT);
  }

  /// @param figures of `ingest`, `path` and `drain`
  static MeasurementResult of(Map<String, Double> figures) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Double> costs = new HashMap<>();
    for (int perRequest : List.of(1, 1_000)) {
      String path = "path." + perRequest;
      double requests = MILLION / perRequest;
      double invocations = MILLION / figure(figures, path + ".dispatch.events_per_invocation");
      double sends = requests * figure(figures, "ingest." + perRequest + ".calls");
      double ingestSeconds = requests * figure(figures, path + ".ingest.seconds_per_request");
      double dispatchSeconds = MILLION * figure(figures, "drain.on.10.100.seconds_per_event");
      double api = requests * API_REQUEST;
      double lambda =
          (requests + invocations) * LAMBDA_REQUEST
              + (ingestSeconds + dispatchSeconds) * GIGABYTES * LAMBDA_GB_SECOND;
      double sqs = (sends + 2 * invocations) * SQS_REQUEST; // a receive and a delete each
      double dynamoDb =
          dynamoDb(
              figure(figures, path + ".read_units_per_event"),
              figure(figures, path + ".write_units_per_event"));
      double logs = MILLION * figure(figures, path + ".log_bytes_per_event") * LOG_BYTE;
      double all = api + lambda + sqs + dynamoDb + logs;
      costs.put("cost." + perRequest, all);
      rows.add(row(perRequest, api, lambda, sqs, dynamoDb, logs, all));
    }
    ResultTable table =
        ResultTable.of(
            "cost: a million events in dollars, prices of " + PRICES_AS_OF,
            "events a request | API | Lambda | SQS | DynamoDB | logs | all",
            rows);
    return new MeasurementResult("cost", List.of(table), costs);
  }

  private static double figure(Map<String, Double> figures, String name) {
    Double figure = figures.get(name);
    if (figure == null) {
      throw new IllegalArgumentException(name + " was not measured in this run");
    }
    return figure;
  }
}
