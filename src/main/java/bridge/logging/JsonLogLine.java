package bridge.logging;

import bridge.json.Json;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.argument.StructuredArgument;
import software.amazon.lambda.powertools.logging.internal.JsonSerializer;

/// One log line in the layout of Powertools (`LambdaJsonLayout.json` of its Log4j module): the
/// invocation's fields in a fixed order, then the rest of the logging context, then the structured
/// arguments.
final class JsonLogLine {
  private static final DateTimeFormatter MILLISECONDS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final Map<String, Json> fields = new LinkedHashMap<>();

  /// The fields of the logging context that are not written yet.
  private final Map<String, String> context;

  private JsonLogLine(Map<String, String> context) {
    this.context = new TreeMap<>(context);
  }

  /// @param context the logging context (MDC)
  static String of(
      Instant at,
      Level level,
      String message,
      @Nullable Throwable thrown,
      Map<String, String> context,
      @Nullable Object... arguments) {
    JsonLogLine line = new JsonLogLine(context);
    line.text("level", level.name());
    line.text("message", message);
    if (thrown != null) {
      // Its message and its stack may quote data.
      line.fields.put(
          "error", new Json.Obj(Map.of("name", new Json.Text(thrown.getClass().getName()))));
    }
    line.invocation(at);
    line.context.forEach(line::text);
    return line.with(arguments);
  }

  /// Some fields are in every line, null where unknown; the others only where they are known.
  private void invocation(Instant at) {
    String coldStart = context.remove("cold_start");
    if (coldStart != null) {
      fields.put("cold_start", new Json.Bool(Boolean.parseBoolean(coldStart)));
    }
    text("function_arn", context.remove("function_arn"));
    number("function_memory_size");
    text("function_name", context.remove("function_name"));
    text("function_request_id", context.remove("function_request_id"));
    text("function_version", context.remove("function_version"));
    context.remove("sampling_rate", "0.0"); // everything is logged
    number("sampling_rate");
    text("service", context.remove("service"));
    text("timestamp", MILLISECONDS.format(at));
    for (String name : new String[] {"xray_trace_id", "correlation_id"}) {
      if (context.containsKey(name)) {
        text(name, context.remove(name));
      }
    }
  }

  private void text(String name, @Nullable String value) {
    fields.put(name, value == null ? new Json.Null() : new Json.Text(value));
  }

  private void number(String name) {
    String value = context.remove(name);
    if (value != null) {
      fields.put(name, new Json.Num(value));
    }
  }

  private String with(@Nullable Object[] arguments) {
    StringBuilder line = new StringBuilder(JsonWriter.text(new Json.Obj(fields)));
    line.setLength(line.length() - 1); // without the closing brace
    try (JsonSerializer json = new JsonSerializer(line)) {
      for (Object argument : arguments) {
        if (argument instanceof StructuredArgument structured) {
          json.writeSeparator();
          structured.writeTo(json);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot occur: it writes to memory
    }
    return line.append('}').toString();
  }
}
