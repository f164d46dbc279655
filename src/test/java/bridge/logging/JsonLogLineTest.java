package bridge.logging;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.argument.StructuredArguments;

/// The lines that an operator's queries read. Fields and their order are those of Powertools 2.9.0,
/// powertools-logging-log4j, `LambdaJsonLayout.json` with its `PowertoolsResolver`.
class JsonLogLineTest {
  private static final Instant AT = Instant.parse("2026-11-25T02:32:19.390Z");

  /// A line that Powertools' own layout has printed.
  @Test
  void anInvocationsLineIsPowertoolsOwn() {
    Map<String, String> context = new LinkedHashMap<>();
    context.put("service", "regal-bridge");
    context.put("sampling_rate", "0.0");
    context.put("xray_trace_id", "1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
    context.put("version", "0.1.0");
    context.put("cold_start", "true");
    context.put("function_version", "1");
    context.put("function_request_id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    context.put("function_name", "bench");
    context.put("function_memory_size", "1024");
    context.put("function_arn", "arn:aws:lambda:us-east-1:123456789012:function:bench");

    assertThat(
            JsonLogLine.of(
                AT,
                Level.INFO,
                "ingest",
                null,
                context,
                StructuredArguments.entries(Map.of("status", "200", "accepted", "1"))))
        .isEqualTo(
            """
            {"level":"INFO","message":"ingest","cold_start":true,\
            "function_arn":"arn:aws:lambda:us-east-1:123456789012:function:bench",\
            "function_memory_size":1024,"function_name":"bench",\
            "function_request_id":"8476a536-e9f4-11e8-9739-2dfe598c3fcd","function_version":"1",\
            "service":"regal-bridge","timestamp":"2026-11-25T02:32:19.390Z",\
            "xray_trace_id":"1-5bef4de7-ad49b0e87f6ef6c87fc2e700","version":"0.1.0",\
            "accepted":"1","status":"200"}\
            """);
  }

  @Test
  void beforeTheFirstInvocationTheSameFieldsAreNull() {
    assertThat(JsonLogLine.of(AT, Level.INFO, "primed", null, Map.of("version", "0.1.0")))
        .isEqualTo(
            """
            {"level":"INFO","message":"primed","function_arn":null,"function_name":null,\
            "function_request_id":null,"function_version":null,"service":null,\
            "timestamp":"2026-11-25T02:32:19.390Z","version":"0.1.0"}\
            """);
  }

  @Test
  void aSampledLineSaysSo() throws Exception {
    Json.Obj line =
        read(JsonLogLine.of(AT, Level.DEBUG, "x", null, Map.of("sampling_rate", "0.5")));

    assertThat(line.get("sampling_rate")).isEqualTo(new Json.Num("0.5"));
  }

  @Test
  void whateverAMessageHoldsTheLineIsOneLineOfJson() throws Exception {
    String odd = "two\nlines, \"quotes\", \\, \u001b[31m, \u0000, \ud800, \u2028, ü";
    String text = JsonLogLine.of(AT, Level.WARN, odd, null, Map.of("version", odd));

    assertThat(text.chars()).allMatch(c -> c >= ' ');
    assertThat(read(text).get("message")).isEqualTo(new Json.Text(odd));
    assertThat(read(text).get("version")).isEqualTo(new Json.Text(odd));
  }

  /// Its message, its stack and its causes may quote data.
  @Test
  void ofAnExceptionOnlyTheClassIsLogged() throws Exception {
    Throwable thrown = new IllegalStateException("quoted", new Exception("quoted too"));

    assertThat(read(JsonLogLine.of(AT, Level.WARN, "x", thrown, Map.of())).get("error"))
        .isEqualTo(new Json.Obj(Map.of("name", new Json.Text("java.lang.IllegalStateException"))));
  }

  /// Whatever POWERTOOLS_LOG_LEVEL says: a library may quote what it was given.
  @Test
  void librariesLogFromWarnOnAtMost() {
    PowertoolsLogLevels levels = new PowertoolsLogLevels();
    try {
      for (Level set : List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN)) {
        levels.setLogLevel(set);
        assertThat(PowertoolsLogLevels.of("bridge.dispatch")).isEqualTo(set);
        assertThat(PowertoolsLogLevels.of("software.amazon.awssdk.request")).isEqualTo(Level.WARN);
        assertThat(PowertoolsLogLevels.of("bridgehead")).isEqualTo(Level.WARN);
      }
      levels.setLogLevel(Level.ERROR);
      assertThat(PowertoolsLogLevels.of("software.amazon.awssdk.request")).isEqualTo(Level.ERROR);
    } finally {
      levels.setLogLevel(Level.TRACE); // what the other tests log is to be searched
    }
  }

  private static Json.Obj read(String line) throws Exception {
    return (Json.Obj) new JsonReader(5).read(line);
  }
}
