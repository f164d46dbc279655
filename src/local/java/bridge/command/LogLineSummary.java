package bridge.command;

import bridge.console.EventLog;
import bridge.console.ExecutionScope;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The functions' log lines, as they would stand in CloudWatch, made short: what happened, and the
/// fields that belong to it alone.
final class LogLineSummary implements Consumer<String> {
  private static final int DEPTH = 10;

  /// Texts that every line has.
  private static final Set<String> COMMON =
      Set.of("level", "message", "service", "timestamp", "xray_trace_id", "version");

  private final Consumer<String> lines;
  private final @Nullable EventLog eventLog;

  /// @param lines takes each line made short
  /// @param eventLog also records each line; null for none
  LogLineSummary(Consumer<String> lines, @Nullable EventLog eventLog) {
    this.lines = lines;
    this.eventLog = eventLog;
  }

  @Override
  public void accept(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    String what = summarize(line, fields);
    if (eventLog != null) {
      eventLog.recordLine(what, fields, ExecutionScope.current());
    }
    lines.accept(String.format("%-9s ", what) + fields);
  }

  /// @param fields gets what belongs to this line alone
  private static String summarize(String line, Map<String, String> fields) {
    try {
      Json.Obj members = (Json.Obj) new JsonReader(DEPTH).read(line);
      members
          .members()
          .forEach(
              (name, value) -> {
                if (value instanceof Json.Text(String text) && isOwn(name)) {
                  fields.put(name, text);
                }
              });
      return members.get("message") instanceof Json.Text(String what) ? what : "";
    } catch (JsonException _) {
      return line.strip();
    }
  }

  private static boolean isOwn(String name) {
    return !COMMON.contains(name) && !name.startsWith("function_");
  }
}
