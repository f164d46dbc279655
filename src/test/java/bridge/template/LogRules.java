package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Logs: kept for a while, readable by machines, without personal data.
final class LogRules {
  private LogRules() {}

  static void retention(Template template) {
    Map<String, String> names =
        Map.of(
            "WebhookAccessLogs", "/aws/vendedlogs/apigateway/${AWS::StackName}-webhook",
            "IngestLogs", "/aws/lambda/${AWS::StackName}-ingest",
            "DispatchLogs", "/aws/lambda/${AWS::StackName}-dispatch",
            "BulkDispatchLogs", "/aws/lambda/${AWS::StackName}-bulk-dispatch",
            "RedriveLogs", "/aws/lambda/${AWS::StackName}-redrive");

    assertThat(template.resourcesOf("AWS::Logs::LogGroup"))
        .containsExactlyInAnyOrderElementsOf(names.keySet());
    names.forEach(
        (group, name) ->
            assertThat(template.at("Resources/" + group + "/Properties"))
                .isEqualTo(
                    Map.of(
                        "LogGroupName",
                        Map.of("Fn::Sub", name),
                        "RetentionInDays",
                        Map.of("Ref", "LogRetentionDays"))));
  }

  static void logging(Template template) {
    for (String function : template.resourcesOf("AWS::Serverless::Function")) {
      assertThat(template.at("Resources/" + function + "/Properties/LoggingConfig"))
          .isEqualTo(
              Map.of(
                  "LogFormat", "JSON",
                  "ApplicationLogLevel", "TRACE",
                  "SystemLogLevel", "INFO",
                  "LogGroup", Map.of("Ref", function.replace("Function", "Logs"))));
    }
  }

  static void accessLog(Template template) {
    String settings = "Resources/WebhookApi/Properties/AccessLogSettings";
    assertThat(template.at(settings + "/DestinationArn"))
        .isEqualTo(Map.of("Fn::GetAtt", "WebhookAccessLogs.Arn"));
    byte[] format = template.at(settings + "/Format").toString().getBytes(StandardCharsets.UTF_8);
    try {
      assertThat(((Json.Obj) new JsonReader(2).read(format)).members())
          .isEqualTo(
              Map.of(
                  "requestId", new Json.Text("$context.requestId"),
                  "time", new Json.Text("$context.requestTime"),
                  "method", new Json.Text("$context.httpMethod"),
                  "route", new Json.Text("$context.routeKey"),
                  "status", new Json.Text("$context.status"),
                  "bytes", new Json.Text("$context.responseLength"),
                  "latencyMs", new Json.Text("$context.responseLatency"),
                  "error", new Json.Text("$context.error.responseType"),
                  "integrationStatus", new Json.Text("$context.integration.status")));
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }
}
