package bridge.stack;

import bridge.fake.SeededPersonalData;
import bridge.template.Template;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What AWS answers about a stack, as its API references write it.
record StackAnswers(StackState state) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int FIRST_PAGE = 40;
  private static final long ALARMED_AT = 1_795_000_000; // seconds

  String xml(String action, Map<String, String> request) {
    String result =
        switch (action) {
          case "sts:GetCallerIdentity" ->
              "<Account>123456789012</Account><UserId>AROA:1</UserId><Arn>arn:aws:sts::123456789012:assumed-role/Operator/%s</Arn>"
                  .formatted(SeededPersonalData.MAIL);
          case "cloudformation:DescribeStacks" -> stack();
          case "cloudformation:ListStackResources" -> resources(request.get("NextToken"));
          case "sns:ListSubscriptionsByTopic" ->
              "<Subscriptions>%s</Subscriptions>"
                  .formatted(
                      members(
                          state.subscriptions,
                          "<TopicArn>%s</TopicArn><Protocol>email</Protocol>"
                                  .formatted(state.outputs.get("AlarmTopicArn"))
                              + "<Endpoint>%s</Endpoint><SubscriptionArn>%s</SubscriptionArn>"));
          default -> throw new AssertionError("no answer to " + action);
        };
    String operation = action.substring(action.indexOf(':') + 1);
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
        .formatted(operation, result);
  }

  private String stack() {
    return """
    <Stacks><member><StackName>%s</StackName><StackStatus>%s</StackStatus>\
    <EnableTerminationProtection>%s</EnableTerminationProtection>\
    <Parameters>%s</Parameters><Outputs>%s</Outputs></member></Stacks>\
    """
        .formatted(
            StackState.NAME,
            state.status,
            state.isProtected,
            members(
                state.parameters,
                "<ParameterKey>%s</ParameterKey><ParameterValue>%s</ParameterValue>"),
            members(state.outputs, "<OutputKey>%s</OutputKey><OutputValue>%s</OutputValue>"));
  }

  /// In two pages.
  private String resources(@Nullable String token) {
    List<String> ids = new ArrayList<>(state.resources.keySet());
    boolean isFirst = token == null;
    return "<StackResourceSummaries>%s</StackResourceSummaries>%s"
        .formatted(
            (isFirst ? ids.subList(0, FIRST_PAGE) : ids.subList(FIRST_PAGE, ids.size()))
                .stream()
                    .map(
                        id ->
                            "<member><LogicalResourceId>%s</LogicalResourceId><PhysicalResourceId>%s</PhysicalResourceId><ResourceType>%s</ResourceType></member>"
                                .formatted(id, StackState.physicalId(id), state.resources.get(id)))
                    .collect(Collectors.joining()),
            isFirst ? "<NextToken>more</NextToken>" : "");
  }

  private static String members(Map<String, String> values, String form) {
    return values.entrySet().stream()
        .map(e -> "<member>" + form.formatted(e.getKey(), e.getValue()) + "</member>")
        .collect(Collectors.joining());
  }

  /// Empty for what is not found.
  String json(String action, JsonNode request) throws IOException {
    ObjectNode answer = MAPPER.createObjectNode();
    switch (action) {
      case "secretsmanager:GetSecretValue" -> {
        String id = request.get("SecretId").asText().replace(" of the stack", "");
        String stage = request.path("VersionStage").asText("AWSCURRENT");
        boolean isCurrent = stage.equals("AWSCURRENT");
        String stored = isCurrent ? state.secrets.get(id) : state.otherStages.get(id + " " + stage);
        if (stored == null && !isCurrent) {
          return "";
        }
        answer.put("Name", id).put("CreatedDate", state.secretsStoredAt.toEpochMilli() / 1_000.0);
        if (stored == null) {
          answer.put("SecretBinary", "AAECAw==");
        } else {
          answer.put("SecretString", stored);
        }
      }
      case "secretsmanager:PutSecretValue" ->
          state.rotate(
              request.get("SecretId").asText().replace(" of the stack", ""),
              request.get("SecretString").asText());
      case "sqs:GetQueueAttributes" ->
          answer
              .putObject("Attributes")
              .put(
                  "ApproximateNumberOfMessages",
                  Integer.toString(
                      request.get("QueueUrl").asText().contains("-DeadLetterQueue-")
                          ? state.deadLetters
                          : state.waiting))
              .put("ApproximateNumberOfMessagesNotVisible", "0");
      case "dynamodb:Query" -> answer.putArray("Items");
      case "logs:FilterLogEvents" -> logEvents(request, answer);
      default -> throw new AssertionError("no answer to " + action);
    }
    return answer.toString();
  }

  private void logEvents(JsonNode request, ObjectNode answer) throws IOException {
    String group = request.get("logGroupName").asText();
    String function = group.replace("/aws/lambda/" + StackState.NAME + "-", "");
    List<String> found = new ArrayList<>();
    for (String line : state.logLines.getOrDefault(function, List.of())) {
      JsonNode fields = MAPPER.readTree(line);
      if (LogPattern.matches(request.get("filterPattern").asText(), fields)
          && writtenAt(fields) >= request.get("startTime").asLong()) {
        found.add(line);
      }
    }
    int first = request.path("nextToken").asInt(0);
    int next = Math.min(first + state.logLinesPerPage, found.size());
    ArrayNode events = answer.putArray("events");
    for (String line : found.subList(Math.min(first, next), next)) {
      events
          .addObject()
          .put("timestamp", writtenAt(MAPPER.readTree(line)))
          .put("message", line + "\n");
    }
    if (next < found.size()) {
      answer.put("nextToken", Integer.toString(next));
    }
  }

  private static long writtenAt(JsonNode line) {
    return Instant.parse(line.get("timestamp").asText()).toEpochMilli();
  }

  String rest(String action, String path, byte[] body) throws IOException {
    if (action.equals("lambda:InvokeFunction")) {
      return new String(state.redrive.invoke(body), StandardCharsets.UTF_8);
    }
    ObjectNode answer = MAPPER.createObjectNode();
    if (path.endsWith("/account-settings") || path.endsWith("/account-settings/")) {
      answer
          .putObject("AccountLimit")
          .put("ConcurrentExecutions", state.concurrency)
          .put("UnreservedConcurrentExecutions", state.concurrency);
      return answer.toString();
    }
    String mapping = path.substring(path.lastIndexOf('/') + 1).split("-", -1)[2];
    if (action.equals("lambda:UpdateEventSourceMapping")) {
      boolean isOn = MAPPER.readTree(body).get("Enabled").asBoolean();
      state.mappingStates.put(mapping, isOn ? "Enabled" : "Disabled");
    }
    answer.put("State", state.mappingStates.get(mapping));
    ArrayNode types = answer.putArray("FunctionResponseTypes");
    if (state.reportsFailures) {
      types.add("ReportBatchItemFailures");
    }
    answer
        .putObject("ScalingConfig")
        .put("MaximumConcurrency", state.mappingConcurrency.get(mapping));
    return answer.toString();
  }

  String cloudWatch(String action, JsonNode request) throws IOException {
    return switch (action) {
      case "cloudwatch:DescribeAlarms" -> alarms(request);
      case "cloudwatch:GetMetricData" -> metrics(request);
      default -> throw new AssertionError("no answer to " + action);
    };
  }

  /// Composite alarms only where they are asked for.
  private String alarms(JsonNode request) {
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode metric = answer.putArray("MetricAlarms");
    ArrayNode composite = answer.putArray("CompositeAlarms");
    boolean withComposite = request.get("AlarmTypes").toString().contains("CompositeAlarm");
    state.resources.forEach(
        (id, type) -> {
          String name = StackState.physicalId(id);
          boolean isComposite = type.equals("AWS::CloudWatch::CompositeAlarm");
          if (type.endsWith("Alarm")
              && request.get("AlarmNames").toString().contains("\"" + name + "\"")
              && !state.alarmStates.getOrDefault(id, "OK").isEmpty()
              && (!isComposite || withComposite)) {
            (isComposite ? composite : metric)
                .addObject()
                .put("AlarmName", name)
                .put("AlarmRule", isComposite ? rule(id) : null)
                .put("StateValue", state.alarmStates.getOrDefault(id, "OK"))
                .put("StateTransitionedTimestamp", ALARMED_AT)
                .put("StateReason", "Threshold crossed, said " + SeededPersonalData.MAIL);
          }
        });
    return answer.toString();
  }

  /// The rule of template.yaml with AWS's names in it.
  private static String rule(String compositeAlarm) {
    return Pattern.compile("\\$\\{(\\w+Alarm)}")
        .matcher(Template.read().find("Resources/" + compositeAlarm + "/Properties/AlarmRule") + "")
        .replaceAll(part -> StackState.physicalId(part.group(1)));
  }

  /// A result for each reason, with the label that the query asks for.
  private void searchReasons(JsonNode query, ArrayNode results) {
    String metric =
        query.get("Expression").asText().replaceFirst(".*MetricName=\"(\\w+)\".*", "$1");
    Pattern key =
        Pattern.compile(
            "RegalBridge %s \\[Service=regal-bridge, Stack=%s, Reason=(\\w+)] Sum"
                .formatted(metric, StackState.NAME));
    state.metrics.forEach(
        (name, series) -> {
          Matcher found = key.matcher(name);
          if (found.matches()) {
            ObjectNode result = results.addObject().put("Id", query.get("Id").asText());
            result.put(
                "Label",
                query.get("Label").asText().replace("${PROP('Dim.Reason')}", found.group(1)));
            result.putArray("Timestamps").add(Instant.now().minus(series.age()).getEpochSecond());
            result.putArray("Values").add(series.value());
          }
        });
  }

  private String metrics(JsonNode request) {
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode results = answer.putArray("MetricDataResults");
    for (JsonNode query : request.get("MetricDataQueries")) {
      if (query.has("Expression")) {
        searchReasons(query, results);
        continue;
      }
      JsonNode stat = query.get("MetricStat");
      JsonNode metric = stat.get("Metric");
      List<String> dimensions = new ArrayList<>();
      metric
          .get("Dimensions")
          .forEach(d -> dimensions.add(d.get("Name").asText() + "=" + d.get("Value").asText()));
      StackState.Series series =
          state.metrics.get(
              "%s %s %s %s"
                  .formatted(
                      metric.get("Namespace").asText(),
                      metric.get("MetricName").asText(),
                      dimensions,
                      stat.get("Stat").asText()));
      ObjectNode result = results.addObject().put("Id", query.get("Id").asText());
      ArrayNode timestamps = result.putArray("Timestamps");
      ArrayNode values = result.putArray("Values");
      if (series != null) {
        timestamps.add(Instant.now().minus(series.age()).getEpochSecond());
        values.add(series.value());
      }
    }
    return answer.toString();
  }
}
