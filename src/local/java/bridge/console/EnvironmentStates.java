package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The environments of the dispatch function, by what their own log lines and metrics say. For use
/// under Journal's lock.
final class EnvironmentStates {
  private static final JsonReader READER = new JsonReader(20);
  private final Map<Integer, Environment> alive = new TreeMap<>();

  private static final class Environment {
    boolean isRunning;
    @Nullable String cause;
    @Nullable String pace;
  }

  void recordStart(int number) {
    alive.computeIfAbsent(number, _ -> new Environment()).isRunning = true;
  }

  void recordEnd(int number) {
    alive.computeIfAbsent(number, _ -> new Environment()).isRunning = false;
  }

  void recordCrash(int number) {
    alive.remove(number);
  }

  /// @param cause why its breaker is open, null once it is closed
  void recordBreaker(int number, @Nullable String cause) {
    Environment environment = alive.get(number);
    if (environment != null) {
      environment.cause = cause;
    }
  }

  /// Takes the pace from a line of CloudWatch's embedded metrics.
  void recordMetrics(int number, String line) {
    Environment environment = alive.get(number);
    try {
      if (environment != null && READER.read(line) instanceof Json.Obj sheet) {
        switch (sheet.get("AllowedRequestRate")) {
          case Json.Num(String lexeme) -> environment.pace = lexeme;
          case Json.Arr(List<Json> values)
              when !values.isEmpty() && values.getLast() instanceof Json.Num(String lexeme) ->
              environment.pace = lexeme;
          case null, default -> {}
        }
      }
    } catch (JsonException _) {
      environment.pace = null;
    }
  }

  List<Json> json() {
    List<Json> all = new ArrayList<>();
    alive.forEach(
        (number, environment) ->
            all.add(
                new JsonBuilder()
                    .put("number", number)
                    .put("running", environment.isRunning)
                    .put("cause", environment.cause)
                    .put("pace", environment.pace == null ? null : new Json.Num(environment.pace))
                    .json()));
    return all;
  }
}
