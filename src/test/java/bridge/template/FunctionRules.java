package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The four functions, their triggers and their settings.
final class FunctionRules {
  private static final String SETTINGS =
      """
      *        POWERTOOLS_SERVICE_NAME     regal-bridge
      *        POWERTOOLS_METRICS_NAMESPACE RegalBridge
      *        STACK_NAME                  {Ref=AWS::StackName}
      *        AWS_ENDPOINT_URL            {Fn::If=[HasLocalEndpoint, {Ref=LocalEndpoint}, {Ref=AWS::NoValue}]}
      Ingest   POWERTOOLS_LOG_LEVEL        INFO
      Ingest   EVENTS_QUEUE_URL            {Ref=EventsQueue}
      Ingest   BULK_QUEUE_URL              {Ref=BulkQueue}
      Ingest   DEAD_LETTER_QUEUE_URL       {Ref=DeadLetterQueue}
      Ingest   SEGMENT_SECRET_ARN          {Ref=SegmentSharedSecret}
      Ingest   SEGMENT_TOKEN_ARN           {Ref=SegmentTokenSecret}
      Dispatch POWERTOOLS_LOG_LEVEL        {Ref=LogLevel}
      Dispatch EVENTS_QUEUE_URL            {Ref=EventsQueue}
      Dispatch DEAD_LETTER_QUEUE_URL       {Ref=DeadLetterQueue}
      Dispatch REGAL_SECRET_ARN            {Fn::If=[CreateRegalSecret, {Ref=RegalApiKeySecret}, {Ref=RegalApiKeySecretArn}]}
      Dispatch REGAL_ENDPOINT              {Ref=RegalEndpoint}
      Dispatch REGAL_REQUESTS_PER_SECOND   {Ref=RegalRequestsPerSecond}
      Dispatch DISPATCHER_MAX_CONCURRENCY  {Ref=DispatcherMaxConcurrency}
      Dispatch DEFAULT_PHONE_COUNTRY       {Ref=DefaultPhoneCountry}
      Dispatch PAGE_AND_SCREEN_EVENTS      {Ref=PageAndScreenEvents}
      Dispatch HONOUR_REGAL_INTEGRATION    {Ref=HonourRegalIntegration}
      Dispatch ON_UNKNOWN_OUTCOME          {Ref=OnUnknownOutcome}
      Dispatch POISON_EVENT_AGE_HOURS      {Ref=PoisonEventAgeHours}
      Dispatch STATE_TABLE                 {Fn::If=[HasStateTable, {Ref=StateTable}, ]}
      Dispatch IDENTITY_RETENTION_DAYS     {Ref=IdentityRetentionDays}
      BulkDispatch POWERTOOLS_LOG_LEVEL        {Ref=LogLevel}
      BulkDispatch EVENTS_QUEUE_URL            {Ref=BulkQueue}
      BulkDispatch DEAD_LETTER_QUEUE_URL       {Ref=DeadLetterQueue}
      BulkDispatch REGAL_SECRET_ARN            {Fn::If=[CreateRegalSecret, {Ref=RegalApiKeySecret}, {Ref=RegalApiKeySecretArn}]}
      BulkDispatch REGAL_ENDPOINT              {Ref=RegalEndpoint}
      BulkDispatch REGAL_REQUESTS_PER_SECOND   {Ref=BulkRequestsPerSecond}
      BulkDispatch DISPATCHER_MAX_CONCURRENCY  2
      BulkDispatch DEFAULT_PHONE_COUNTRY       {Ref=DefaultPhoneCountry}
      BulkDispatch PAGE_AND_SCREEN_EVENTS      {Ref=PageAndScreenEvents}
      BulkDispatch HONOUR_REGAL_INTEGRATION    {Ref=HonourRegalIntegration}
      BulkDispatch ON_UNKNOWN_OUTCOME          {Ref=OnUnknownOutcome}
      BulkDispatch POISON_EVENT_AGE_HOURS      {Ref=PoisonEventAgeHours}
      BulkDispatch STATE_TABLE                 {Fn::If=[HasStateTable, {Ref=StateTable}, ]}
      BulkDispatch IDENTITY_RETENTION_DAYS     {Ref=IdentityRetentionDays}
      Redrive  POWERTOOLS_LOG_LEVEL        {Ref=LogLevel}
      Redrive  BULK_QUEUE_URL              {Ref=BulkQueue}
      Redrive  DEAD_LETTER_QUEUE_URL       {Ref=DeadLetterQueue}
      """;

  private FunctionRules() {}

  static void webhook(Template template) {
    assertThat(template.resourcesOf("AWS::Serverless::HttpApi")).containsExactly("WebhookApi");
    Map<String, Object> api = template.map("Resources/WebhookApi/Properties");
    assertThat(api)
        .containsOnlyKeys(
            "StageName",
            "FailOnWarnings",
            "DisableExecuteApiEndpoint",
            "DefaultRouteSettings",
            "AccessLogSettings")
        .containsEntry("StageName", "$default")
        .containsEntry("FailOnWarnings", true)
        .containsEntry("DisableExecuteApiEndpoint", false)
        .containsEntry(
            "DefaultRouteSettings",
            Map.of(
                "ThrottlingRateLimit", Map.of("Ref", "IngestRateLimit"),
                "ThrottlingBurstLimit", Map.of("Ref", "IngestBurstLimit"),
                "DetailedMetricsEnabled", true));
    assertThat(template.at("Resources/IngestFunction/Properties/Events"))
        .isEqualTo(
            Map.of(
                "Webhook",
                Map.of(
                    "Type",
                    "HttpApi",
                    "Properties",
                    Map.of(
                        "ApiId", Map.of("Ref", "WebhookApi"),
                        "Method", "ANY",
                        "Path", "/segment",
                        "PayloadFormatVersion", "2.0",
                        "TimeoutInMillis", 10_000))));
  }

  static void functions(Template template) {
    Map<String, Object> shared = template.map("Globals/Function");
    assertThat(shared)
        .containsOnlyKeys(
            "Runtime", "Architectures", "MemorySize", "CodeUri", "Tracing", "Environment")
        .containsEntry("Runtime", "java25")
        .containsEntry("Architectures", List.of("x86_64"))
        .containsEntry("MemorySize", 1024)
        .containsEntry("CodeUri", ".")
        .containsEntry("Tracing", "Active");
    assertThat(template.resourcesOf("AWS::Serverless::Function"))
        .containsExactlyInAnyOrder(
            "IngestFunction", "DispatchFunction", "BulkDispatchFunction", "RedriveFunction");
    for (String name : List.of("Ingest", "Dispatch", "BulkDispatch", "Redrive")) {
      Map<String, Object> function = template.map("Resources/" + name + "Function/Properties");
      assertThat(function)
          .containsEntry("Handler", handler(name))
          .containsEntry("Role", Map.of("Fn::GetAtt", name + "Role.Arn"))
          .containsEntry("Timeout", name.equals("Ingest") ? 10 : 60);
      assertThat(function.containsKey("AutoPublishAlias")).isEqualTo(name.equals("Ingest"));
      handlerExists(String.valueOf(function.get("Handler")));
    }
    assertThat(template.map("Resources/IngestFunction/Properties"))
        .containsEntry("AutoPublishAlias", "live")
        .containsEntry("AutoPublishAliasAllProperties", true)
        .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"));
    assertThat(
            template
                .at("Resources/IngestFunction/Properties/ReservedConcurrentExecutions")
                .toString())
        .isEqualTo("{Fn::If=[ReserveIngest, {Ref=IngestReservedConcurrency}, {Ref=AWS::NoValue}]}");
    assertThat(template.find("Resources/RedriveFunction/Properties/Events")).isNull();
    assertThat(template.at("Resources/IngestFunction/Metadata"))
        .as("otherwise sam build builds each function by itself")
        .isEqualTo(template.at("Resources/DispatchFunction/Metadata"))
        .isEqualTo(template.at("Resources/BulkDispatchFunction/Metadata"))
        .isEqualTo(template.at("Resources/RedriveFunction/Metadata"));
  }

  static void settings(Template template) {
    List<String> rows = new ArrayList<>();
    template
        .map("Globals/Function/Environment/Variables")
        .forEach((name, value) -> rows.add(row("*", name, value)));
    for (String function : template.resourcesOf("AWS::Serverless::Function")) {
      template
          .map("Resources/" + function + "/Properties/Environment/Variables")
          .forEach((name, value) -> rows.add(row(function.replace("Function", ""), name, value)));
    }

    assertThat(rows).containsExactlyInAnyOrderElementsOf(SETTINGS.lines().toList());
  }

  /// A changed parameter publishes no new version (serverless-application-model, issue 3820): the
  /// alias would go on with the old value.
  static void aliasReadsNoParameter(Template template) {
    Set<String> parameters = template.map("Parameters").keySet();
    template
        .map("Resources/IngestFunction/Properties/Environment/Variables")
        .forEach(
            (name, value) ->
                assertThat(parameters)
                    .as(name)
                    .noneMatch(parameter -> value.toString().contains("{Ref=" + parameter + "}")));
  }

  static void delivery(Template template) {
    checkEventSource(
        template, "DispatchFunction", "EventsQueue", Map.of("Ref", "DispatcherMaxConcurrency"));
    checkEventSource(template, "BulkDispatchFunction", "BulkQueue", 2);
  }

  private static void checkEventSource(
      Template template, String function, String queue, Object concurrency) {
    Map<String, Object> properties =
        Map.of(
            "Queue",
            Map.of("Fn::GetAtt", queue + ".Arn"),
            "BatchSize",
            10,
            "Enabled",
            Map.of("Fn::If", List.of("IsDispatchEnabled", true, false)),
            "FunctionResponseTypes",
            List.of("ReportBatchItemFailures"),
            "ScalingConfig",
            Map.of("MaximumConcurrency", concurrency),
            "MetricsConfig",
            Map.of("Metrics", List.of("EventCount")));
    assertThat(template.at("Resources/" + function + "/Properties/Events"))
        .isEqualTo(Map.of("Queue", Map.of("Type", "SQS", "Properties", properties)));
  }

  /// The same class consumes both queues.
  private static String handler(String function) {
    return "bridge.function." + function.replace("Bulk", "") + "Function::handleRequest";
  }

  private static void handlerExists(String handler) {
    String[] parts = handler.split("::", 2);
    assertThatCode(
            () ->
                Class.forName(parts[0])
                    .getMethod(parts[1], InputStream.class, OutputStream.class, Context.class))
        .as(handler)
        .doesNotThrowAnyException();
  }

  private static String row(String function, String name, Object value) {
    return "%-8s %-27s %s".formatted(function, name, value);
  }
}
