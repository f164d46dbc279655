package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.telemetry.Metric;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /// A promise, the alarms it belongs to, and how many of how many periods must breach: the
  /// expression, each metric's statistic and seconds, comparison, threshold. A period without data
  /// breaches only where it says so.
  private static final String RULES =
      """
      one lost request is seen for an hour | WebhookDiscardedAlarm | 1 of 12: Sum 300 > 0
      strangers knock in fewer minutes     | WebhookRefusedAlarm | 5 of 15: Sum 60 > 4
      low traffic is answered so twice     | WebhookThrottledAlarm,WebhookServerErrorsAlarm,IngestThrottlesAlarm,DispatchThrottlesAlarm | 2 of 15: Sum 60 > 0
      a wrong credential keeps coming      | SignatureRejectedAlarm | 3 of 6: Sum 300 > 0
      silence is no data                   | SilenceAlarm | {Ref=ExpectedQuietHours} of {Ref=ExpectedQuietHours}: FILL(accepted, 0) Sum 3600 < 1 breaching
      each hour is judged by itself        | DeadLettersAlarm,PrivacyDeletionAlarm | 1 of 1: Sum 3600 > 0
      each hour is judged by itself        | OptOutLostAlarm | 1 of 1: SUM(METRICS()) Sum 3600 Sum 3600 > 0
      dead letters have four days left     | DeadLetterExpiryAlarm | 1 of 1: Maximum 3600 > 864000
      a backlog is many and lasts          | BacklogAlarm | 5 of 40: IF(head > 900 AND visible > 100, 1, 0) p50 60 Maximum 60 > 0
      a person may be stuck for six hours  | StuckPersonAlarm | 1 of 12: Maximum 300 > 21600
      what is hidden waits too             | NothingLeavesAlarm,BulkNothingLeavesAlarm | 6 of 12: IF((visible + hidden) > 0 AND deleted < 1, 1, 0) Maximum 300 Maximum 300 Sum 300 > 0
      a pause outlasts the backoff         | BreakerOpenAlarm | 1 of 40: Maximum 60 > 0
      a pause outlasts the backoff         | CredentialsRejectedAlarm,EndpointRejectedAlarm,RejectionSpikeAlarm | 1 of 40: Sum 60 > 0
      low traffic fails twice an hour      | StateUnavailableAlarm,DispatchErrorsAlarm,BulkDispatchErrorsAlarm | 2 of 12: Sum 300 > 0
      Segment disconnects after 5 seconds  | WebhookLatencyAlarm | 2 of 12: p99 300 > 3000
      """;

  private static final Pattern STATISTIC =
      Pattern.compile(
          "[{ ](?:Expression|Stat|Statistic|ExtendedStatistic|Period)=(.+?)(?=, \\w+=|})");

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
      assertThat(RULES).containsPattern("\\b" + alarm + "\\b");
    }
    assertThat(TEMPLATE.dashboard().text("widgets/0"))
        .contains("${EventsMayBeLostAlarm.Arn}", "${DeliveryIsLateAlarm.Arn}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = RULES)
  void isTriggeredNeitherSoonerNorLater(String promise, String alarms, String rule) {
    for (String alarm : alarms.split(",", -1)) {
      assertThat(rule(TEMPLATE.map("Resources/" + alarm + "/Properties")))
          .as(alarm)
          .isEqualTo(rule);
    }
  }

  private static String rule(Map<String, Object> alarm) {
    Object periods = alarm.get("EvaluationPeriods");
    String comparison = String.valueOf(alarm.get("ComparisonOperator"));
    String statistics =
        STATISTIC
            .matcher(alarm.toString())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.joining(" "));
    return "%s of %s: %s %s %s %s"
        .formatted(
            alarm.getOrDefault("DatapointsToAlarm", periods),
            periods,
            statistics,
            comparison.replace("GreaterThanThreshold", ">").replace("LessThanThreshold", "<"),
            alarm.get("Threshold"),
            alarm.get("TreatMissingData"))
        .replace(" notBreaching", "");
  }

  /// What strangers can do must not ring, however they knock; what Segment loses must.
  @Test
  void everyStatusThatSegmentDiscardsOrRetriesIsCounted() {
    List<String> patterns = List.copyOf(WatchedMetrics.ofFilters(TEMPLATE).values());
    String counted = String.join(" ", patterns);

    assertThat(patterns).allMatch(pattern -> pattern.startsWith("{ $.method = \"P*\" && "));
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
