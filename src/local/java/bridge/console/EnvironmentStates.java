package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The environments of the dispatch function: what each delivers, and its state by its own log
/// lines and metrics. For use under [EventLog]'s lock.
final class EnvironmentStates {
  private static final JsonReader READER = new JsonReader(20);

  private final Map<Integer, Environment> alive = new TreeMap<>();

  private static final class Environment {
    /// Empty between invocations.
    List<EventHistory> batch = List.of();

    /// Why its breaker is open, null while it is closed.
    @Nullable String cause;

    Json.@Nullable Num allowedRequestRate;
  }

  void recordStart(int number, List<EventHistory> batch) {
    alive.computeIfAbsent(number, _ -> new Environment()).batch = batch;
  }

  /// Returns the batch.
  List<EventHistory> recordEnd(int number) {
    List<EventHistory> batch = List.of();
    Environment environment = alive.get(number);
    if (environment != null) {
      batch = environment.batch;
      environment.batch = List.of();
    }
    return batch;
  }

  /// Returns the batch.
  List<EventHistory> recordCrash(int number) {
    List<EventHistory> batch = recordEnd(number);
    alive.remove(number);
    return batch;
  }

  void recordLine(int number, String text, Map<String, String> fields) {
    Environment environment = alive.get(number);
    if (environment != null && text.startsWith("breaker_")) {
      environment.cause = text.equals("breaker_open") ? fields.getOrDefault("cause", "") : null;
    }
  }

  /// @param line in CloudWatch's embedded metric format
  void recordMetrics(int number, String line) {
    Environment environment = alive.get(number);
    try {
      if (environment != null && READER.read(line) instanceof Json.Obj metrics) {
        switch (metrics.get("AllowedRequestRate")) {
          case Json.Num rate -> environment.allowedRequestRate = rate;
          case Json.Arr(List<Json> rates)
              when !rates.isEmpty() && rates.getLast() instanceof Json.Num rate ->
              environment.allowedRequestRate = rate;
          case null, default -> {}
        }
      }
    } catch (JsonException _) {
      environment.allowedRequestRate = null;
    }
  }

  /// The events of all running invocations.
  List<EventHistory> batches() {
    return alive.values().stream().flatMap(each -> each.batch.stream()).toList();
  }

  List<Json> json() {
    return alive.entrySet().stream().map(each -> json(each.getKey(), each.getValue())).toList();
  }

  private static Json json(int number, Environment environment) {
    return new JsonBuilder()
        .put("number", number)
        .put("running", !environment.batch.isEmpty())
        .put("cause", environment.cause)
        .put("pace", environment.allowedRequestRate)
        .json();
  }
}
