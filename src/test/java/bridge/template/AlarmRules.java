package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What rings, and that it can ring at all.
public final class AlarmRules {
  private static final String TABLE =
      """
      BacklogAgeAlarm          AWS/SQS ApproximateAgeOfOldestMessage [QueueName={Fn::GetAtt=EventsQueue.QueueName}] Maximum > 900 in 5 of 5x60
      BulkBacklogAgeAlarm      AWS/SQS ApproximateAgeOfOldestMessage [QueueName={Fn::GetAtt=BulkQueue.QueueName}] Maximum > 43200 in 5 of 5x60
      DeadLettersAlarm         AWS/SQS ApproximateNumberOfMessagesVisible [QueueName={Fn::GetAtt=DeadLetterQueue.QueueName}] Maximum > 0 in 1 of 1x60
      DeadLetterExpiryAlarm    AWS/SQS ApproximateAgeOfOldestMessage [QueueName={Fn::GetAtt=DeadLetterQueue.QueueName}] Maximum > 864000 in 1 of 1x300
      PrivacyDeletionAlarm     RegalBridge DeadLettered [Service=regal-bridge, Stack={Ref=AWS::StackName}, Reason=privacy_delete] Sum > 0 in 1 of 24x3600
      WebhookServerErrorsAlarm AWS/ApiGateway 5xx [ApiId={Ref=WebhookApi}] Sum > 0 in 2 of 2x60
      WebhookLatencyAlarm      AWS/ApiGateway Latency [ApiId={Ref=WebhookApi}] p99 > 3000 in 2 of 2x300
      WebhookDiscardedAlarm    RegalBridge WebhookResponses [Service=regal-bridge, Stack={Ref=AWS::StackName}, Reason=400] Sum > 0 in 1 of 1x300
      WebhookDiscardedAlarm    RegalBridge WebhookResponses [Service=regal-bridge, Stack={Ref=AWS::StackName}, Reason=413] Sum > 0 in 1 of 1x300
      WebhookDiscardedAlarm    RegalBridge WebhookResponses [Service=regal-bridge, Stack={Ref=AWS::StackName}, Reason=415] Sum > 0 in 1 of 1x300
      IngestErrorsAlarm        AWS/Lambda Errors [FunctionName={Ref=IngestFunction}] Sum > 0 in 1 of 1x60
      IngestThrottlesAlarm     AWS/Lambda Throttles [FunctionName={Ref=IngestFunction}] Sum > 0 in 2 of 2x60
      DispatchErrorsAlarm      AWS/Lambda Errors [FunctionName={Ref=DispatchFunction}] Sum > 0 in 1 of 1x300
      DispatchThrottlesAlarm   AWS/Lambda Throttles [FunctionName={Ref=DispatchFunction}] Sum > 0 in 2 of 2x300
      BulkDispatchErrorsAlarm  AWS/Lambda Errors [FunctionName={Ref=BulkDispatchFunction}] Sum > 0 in 1 of 1x300
      BulkDispatchThrottlesAlarm AWS/Lambda Throttles [FunctionName={Ref=BulkDispatchFunction}] Sum > 0 in 2 of 2x300
      SignatureRejectedAlarm   RegalBridge SignatureRejected [Service=regal-bridge, Stack={Ref=AWS::StackName}] Sum > 5 in 1 of 1x300
      BreakerOpenAlarm         RegalBridge BreakerOpen [Service=regal-bridge, Stack={Ref=AWS::StackName}] Maximum > 0 in 5 of 5x60
      CredentialsRejectedAlarm RegalBridge CredentialsRejected [Service=regal-bridge, Stack={Ref=AWS::StackName}] Sum > 0 in 1 of 1x60
      EndpointRejectedAlarm    RegalBridge EndpointRejected [Service=regal-bridge, Stack={Ref=AWS::StackName}] Sum > 0 in 1 of 1x60
      RejectionSpikeAlarm      RegalBridge RejectionSpike [Service=regal-bridge, Stack={Ref=AWS::StackName}] Sum > 0 in 1 of 1x60
      StateUnavailableAlarm    RegalBridge StateUnavailable [Service=regal-bridge, Stack={Ref=AWS::StackName}] Sum > 10 in 1 of 1x300
      """;

  private AlarmRules() {}

  static void alarms(Template template) {
    List<String> rows = new ArrayList<>();
    for (String alarm : template.resourcesOf("AWS::CloudWatch::Alarm")) {
      Map<String, Object> properties = template.map("Resources/" + alarm + "/Properties");
      for (Map<String, Object> metric : metrics(template, alarm)) {
        rows.add(
            "%-24s %s %s %s %s > %s in %s of %sx%s"
                .formatted(
                    alarm,
                    metric.get("Namespace"),
                    metric.get("MetricName"),
                    dimensions(metric),
                    metric.get("Statistic"),
                    properties.get("Threshold"),
                    properties.getOrDefault(
                        "DatapointsToAlarm", properties.get("EvaluationPeriods")),
                    properties.get("EvaluationPeriods"),
                    metric.get("Period")));
      }
    }

    assertThat(rows).containsExactlyInAnyOrderElementsOf(TABLE.lines().toList());
  }

  static void topic(Template template) {
    assertThat(template.resourcesOf("AWS::SNS::Topic")).containsExactly("AlarmTopic");
    assertThat(template.resourcesOf("AWS::SNS::Subscription")).containsExactly("AlarmMail");
    assertThat(template.at("Resources/AlarmTopic/Properties")).isEqualTo(Map.of());
    assertThat(template.at("Resources/AlarmMail/Condition")).isEqualTo("HasAlarmEmail");
    assertThat(template.at("Resources/AlarmMail/Properties"))
        .isEqualTo(
            Map.of(
                "TopicArn", Map.of("Ref", "AlarmTopic"),
                "Protocol", "email",
                "Endpoint", Map.of("Ref", "AlarmEmail")));
    for (String alarm : template.resourcesOf("AWS::CloudWatch::Alarm")) {
      assertThat(template.map("Resources/" + alarm + "/Properties"))
          .containsEntry("ComparisonOperator", "GreaterThanThreshold")
          .containsEntry("TreatMissingData", "notBreaching")
          .containsEntry("AlarmActions", List.of(Map.of("Ref", "AlarmTopic")))
          .containsEntry("OKActions", List.of(Map.of("Ref", "AlarmTopic")));
      assertThat(template.at("Resources/" + alarm + "/Properties/AlarmDescription").toString())
          .endsWith(".");
    }
  }

  /// What the alarms expect of the code's own metrics.
  public static List<WatchedMetric> watchedMetrics(Template template) {
    List<WatchedMetric> watchedMetrics = new ArrayList<>();
    for (String alarm : template.resourcesOf("AWS::CloudWatch::Alarm")) {
      for (Map<String, Object> metric : metrics(template, alarm)) {
        if ("RegalBridge".equals(metric.get("Namespace"))) {
          watchedMetrics.add(
              new WatchedMetric(String.valueOf(metric.get("MetricName")), dimensions(metric)));
        }
      }
    }
    return watchedMetrics;
  }

  /// An alarm's own metric, or those that its expression adds up.
  private static List<Map<String, Object>> metrics(Template template, String alarm) {
    String path = "Resources/" + alarm + "/Properties";
    if (template.find(path + "/Metrics") == null) {
      Map<String, Object> metric = new HashMap<>(template.map(path));
      metric.putIfAbsent("Statistic", metric.get("ExtendedStatistic"));
      return List.of(metric);
    }
    assertThat(template.at(path + "/Metrics/0"))
        .isEqualTo(Map.of("Id", "discarded", "Expression", "SUM(METRICS())"));
    List<Map<String, Object>> metrics = new ArrayList<>();
    for (int i = 1; i < template.list(path + "/Metrics").size(); i++) {
      String part = path + "/Metrics/" + i;
      assertThat(template.map(part))
          .containsOnlyKeys("Id", "ReturnData", "MetricStat")
          .containsEntry("ReturnData", false);
      Map<String, Object> metric = new HashMap<>(template.map(part + "/MetricStat/Metric"));
      metric.put("Statistic", template.at(part + "/MetricStat/Stat"));
      metric.put("Period", template.at(part + "/MetricStat/Period"));
      metrics.add(metric);
    }
    return metrics;
  }

  private static List<String> dimensions(Map<String, Object> metric) {
    return ((List<?>) metric.getOrDefault("Dimensions", List.of()))
        .stream()
            .map(dimension -> (Map<?, ?>) dimension)
            .map(dimension -> dimension.get("Name") + "=" + dimension.get("Value"))
            .toList();
  }
}
