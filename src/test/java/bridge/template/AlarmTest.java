package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.telemetry.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What alarms and dashboard watch. EmittedMetricsTest compares the bridge's own metrics with those
/// that the functions print.
class AlarmTest {
  /// What must not go unnoticed, as CloudWatch knows it; `*` stands for service and stack.
  private static final String WATCHED =
      """
      AWS/SQS ApproximateAgeOfOldestMessage {QueueName=${EventsQueue.QueueName}}
      AWS/SQS ApproximateAgeOfOldestMessage {QueueName=${BulkQueue.QueueName}}
      AWS/SQS ApproximateAgeOfOldestMessage {QueueName=${DeadLetterQueue.QueueName}}
      AWS/SQS ApproximateNumberOfMessagesVisible {QueueName=${DeadLetterQueue.QueueName}}
      AWS/ApiGateway 5xx {ApiId=${WebhookApi}}
      AWS/ApiGateway Latency {ApiId=${WebhookApi}}
      AWS/Lambda Errors {FunctionName=${IngestFunction}}
      AWS/Lambda Errors {FunctionName=${DispatchFunction}}
      AWS/Lambda Errors {FunctionName=${BulkDispatchFunction}}
      AWS/Lambda Throttles {FunctionName=${IngestFunction}}
      AWS/Lambda Throttles {FunctionName=${DispatchFunction}}
      AWS/Lambda Throttles {FunctionName=${BulkDispatchFunction}}
      RegalBridge WebhookResponses {Reason=400, *}
      RegalBridge WebhookResponses {Reason=413, *}
      RegalBridge WebhookResponses {Reason=415, *}
      RegalBridge DeadLettered {Reason=privacy_delete, *}
      RegalBridge SignatureRejected {*}
      RegalBridge CredentialsRejected {*}
      RegalBridge EndpointRejected {*}
      RegalBridge BreakerOpen {*}
      RegalBridge RejectionSpike {*}
      RegalBridge OptOutLost {*}
      RegalBridge OptOutBeforeOptIn {*}
      RegalBridge StateUnavailable {*}
      """;

  private static final String AWS =
      "AWS/SQS Approximate(AgeOfOldestMessage|NumberOfMessages(NotV|V)isible) \\{QueueName=.*"
          + "|AWS/ApiGateway (Count|4xx|5xx|Latency) \\{ApiId=.*";

  private static final Template TEMPLATE = Template.read();

  @Test
  void noFailureAndNoLossGoesUnnoticed() {
    String dimensions = "Service=regal-bridge, Stack=${AWS::StackName}";

    assertThat(WatchedMetrics.ofAlarms(TEMPLATE))
        .containsExactlyInAnyOrderElementsOf(WATCHED.replace("*", dimensions).lines().toList());
  }

  /// Ages are in seconds. Segment disconnects after 5,000 ms. All others count.
  @Test
  void everyAlarmRingsInTime() {
    Map<String, Integer> thresholds =
        Map.of(
            "BacklogAge",
            900,
            "BulkBacklogAge",
            43_200,
            "DeadLetterExpiry",
            864_000,
            "WebhookLatency",
            3_000);
    for (String alarm : TEMPLATE.pathsOf("AWS::CloudWatch::Alarm")) {
      String path = alarm + "/Properties";
      boolean isSum = TEMPLATE.find(path + "/Metrics") != null;
      String metric = isSum ? path + "/Metrics/1/MetricStat" : path;
      boolean isAny = TEMPLATE.find(path + "/DatapointsToAlarm") != null;
      int periods = TEMPLATE.number(path + (isAny ? "/DatapointsToAlarm" : "/EvaluationPeriods"));
      String name = alarm.replaceAll(".*/|Alarm$", "");

      assertThat(periods * TEMPLATE.number(metric + "/Period")).as(name).isBetween(60, 3600);
      assertThat(TEMPLATE.number(path + "/Threshold"))
          .as(name)
          .isBetween(0, thresholds.getOrDefault(name, 10));
      assertThat(TEMPLATE.text(metric)).matches(".*Stat(istic)?=(Sum|Maximum|p99)\\b.*");
      assertThat(TEMPLATE.dashboard().text("widgets/0")).contains("${" + name + "Alarm.Arn}");
    }
  }

  /// Priming and what is done by hand need neither chart nor alarm.
  @Test
  void theDashboardShowsWhatHappensAndWhatIsDropped() {
    List<String> charted = WatchedMetrics.ofDashboard(TEMPLATE);
    EnumSet<Metric> unwatched = EnumSet.of(Metric.PRIMED, Metric.REDRIVEN, Metric.ORDER_UNSURE);

    assertThat(charted)
        .contains(WATCHED.lines().limit(2).toArray(String[]::new))
        .allMatch(metric -> metric.startsWith("RegalBridge ") || metric.matches(AWS));
    assertThat(EnumSet.complementOf(unwatched))
        .allMatch(
            metric -> (charted + WATCHED).contains("RegalBridge " + metric.metricName() + " "));
    assertThat(TEMPLATE.dashboard().text("widgets"))
        .contains(
            "SOURCE '${IngestLogs}' | SOURCE '${DispatchLogs}' | SOURCE '${BulkDispatchLogs}'");
  }
}
