package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.telemetry.Metric;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What alarms and dashboard watch. EmittedMetricsTest compares the bridge's own metrics with those
/// that the functions print.
class AlarmTest {
  /// What must not go unnoticed, as CloudWatch knows it; `*` stands for service and stack.
  private static final String WATCHED =
      """
      RegalBridge OldestWaiting {Reason=${EventsQueue.QueueName}, *}
      RegalBridge OldestWaiting {Reason=${EventsQueue.QueueName}, *}
      AWS/SQS ApproximateNumberOfMessagesVisible {QueueName=${EventsQueue.QueueName}}
      AWS/SQS ApproximateNumberOfMessagesVisible {QueueName=${EventsQueue.QueueName}}
      AWS/SQS ApproximateNumberOfMessagesVisible {QueueName=${BulkQueue.QueueName}}
      AWS/SQS ApproximateNumberOfMessagesNotVisible {QueueName=${EventsQueue.QueueName}}
      AWS/SQS ApproximateNumberOfMessagesNotVisible {QueueName=${BulkQueue.QueueName}}
      AWS/SQS NumberOfMessagesDeleted {QueueName=${EventsQueue.QueueName}}
      AWS/SQS NumberOfMessagesDeleted {QueueName=${BulkQueue.QueueName}}
      AWS/SQS ApproximateAgeOfOldestMessage {QueueName=${DeadLetterQueue.QueueName}}
      AWS/ApiGateway 5xx {ApiId=${WebhookApi}}
      AWS/ApiGateway Latency {ApiId=${WebhookApi}}
      AWS/Lambda Errors {FunctionName=${DispatchFunction}}
      AWS/Lambda Errors {FunctionName=${BulkDispatchFunction}}
      AWS/Lambda Throttles {FunctionName=${IngestFunction}}
      AWS/Lambda Throttles {FunctionName=${DispatchFunction}}
      RegalBridge WebhookDiscarded {*}
      RegalBridge WebhookRefused {*}
      RegalBridge WebhookThrottled {*}
      RegalBridge Accepted {*}
      RegalBridge DeadLettered {*}
      RegalBridge DeletionRequested {*}
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

  /// An alarm that is part of neither composite is seen by nobody.
  @Test
  void everyAlarmIsPartOfOneOfTheTwoThatAreSent() {
    String lost = TEMPLATE.text("Resources/EventsMayBeLostAlarm/Properties/AlarmRule");
    String late = TEMPLATE.text("Resources/DeliveryIsLateAlarm/Properties/AlarmRule");

    assertThat(TEMPLATE.resourcesOf("AWS::CloudWatch::CompositeAlarm")).hasSize(2);
    for (String alarm : TEMPLATE.resourcesOf("AWS::CloudWatch::Alarm")) {
      String part = "ALARM(\"${" + alarm + "}\")";
      assertThat(lost.contains(part) ^ late.contains(part)).as(alarm).isTrue();
    }
    assertThat(TEMPLATE.dashboard().text("widgets/0"))
        .contains("${EventsMayBeLostAlarm.Arn}", "${DeliveryIsLateAlarm.Arn}");
  }

  /// What strangers can do must not ring, however they knock; what Segment loses must.
  @Test
  void everyStatusThatSegmentDiscardsOrRetriesIsCounted() {
    String counted = String.join(" ", WatchedMetrics.ofFilters(TEMPLATE).values());

    assertThat(counted).contains(List.of("400", "405", "413", "414", "415", "431"));
    assertThat(counted).contains(List.of("403", "404", "429")).doesNotContain("\"423\"");
  }

  /// Priming and what is done by hand need neither chart nor alarm.
  @Test
  void theDashboardShowsWhatHappensAndWhatIsDropped() {
    List<String> charted = WatchedMetrics.ofDashboard(TEMPLATE);
    EnumSet<Metric> unwatched = EnumSet.of(Metric.PRIMED, Metric.REDRIVEN, Metric.ORDER_UNSURE);

    assertThat(charted)
        .allMatch(metric -> metric.startsWith("RegalBridge ") || metric.matches(AWS));
    assertThat(EnumSet.complementOf(unwatched))
        .allMatch(
            metric -> (charted + WATCHED).contains("RegalBridge " + metric.metricName() + " "));
    assertThat(TEMPLATE.dashboard().text("widgets"))
        .contains(
            "SOURCE '${IngestLogs}' | SOURCE '${DispatchLogs}' | SOURCE '${BulkDispatchLogs}'");
  }
}
