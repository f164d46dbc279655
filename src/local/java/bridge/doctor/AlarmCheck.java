package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackResources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.sns.model.Subscription;

/// The alarms and who is told about them.
record AlarmCheck(StackClients clients) {
  private static final String STATES = "alarms";
  private static final String TOPIC = "alarm-topic";
  private static final List<String> TYPES =
      List.of("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm");
  private static final int MOST_AT_ONCE = 100; // CloudWatch, alarms by name

  List<Finding> states(StackResources resources) {
    Map<String, String> names = resources.ofTypes(TYPES);
    Map<String, String> states = readStates(names);
    List<Finding> findings = new ArrayList<>();
    var silent = new TreeSet<String>();
    names.forEach(
        (alarm, name) -> {
          switch (states.getOrDefault(name, "")) {
            case "OK" -> {}
            case "ALARM" -> findings.add(alarmed(alarm));
            case "INSUFFICIENT_DATA" -> silent.add(alarm);
            default ->
                findings.add(
                    Finding.failure(STATES, alarm + " does not exist.", "Deploy the stack again."));
          }
        });
    if (!silent.isEmpty()) {
      findings.add(
          Finding.warning(
              STATES,
              "Without data yet: " + String.join(", ", silent) + ".",
              "A new stack's alarms get their state within minutes; run the command again."));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(STATES, "all %s are OK".formatted(names.size())))
        : findings;
  }

  private static Finding alarmed(String alarm) {
    return Finding.failure(
        STATES,
        alarm + " is in ALARM.",
        "See src/site/markdown/runbook.md#" + alarm.toLowerCase(Locale.ROOT));
  }

  private Map<String, String> readStates(Map<String, String> names) {
    DescribeAlarmsResponse alarms =
        AwsCallException.call(
            "cloudwatch:DescribeAlarms",
            () ->
                clients
                    .cloudWatch()
                    .describeAlarms(
                        r ->
                            r.alarmNames(names.values())
                                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                                .maxRecords(MOST_AT_ONCE)));
    Map<String, String> states = new HashMap<>();
    alarms.metricAlarms().forEach(a -> states.put(a.alarmName(), a.stateValueAsString()));
    alarms.compositeAlarms().forEach(a -> states.put(a.alarmName(), a.stateValueAsString()));
    return states;
  }

  /// An unconfirmed subscription has `PendingConfirmation` in place of its ARN.
  List<Finding> subscriptions(StackDescription stack) {
    String topic = stack.output("AlarmTopicArn");
    List<Subscription> all =
        AwsCallException.call(
            "sns:ListSubscriptionsByTopic",
            () -> clients.sns().listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions());
    long confirmed = all.stream().filter(one -> one.subscriptionArn().startsWith("arn:")).count();
    if (all.isEmpty()) {
      return List.of(
          Finding.warning(
              TOPIC,
              "Nobody is told about an alarm.",
              "Deploy AlarmEmail, or subscribe to the topic in the output AlarmTopicArn."));
    }
    if (confirmed < all.size()) {
      return List.of(
          Finding.failure(
              TOPIC,
              "%s of %s subscriptions are not confirmed."
                  .formatted(all.size() - confirmed, all.size()),
              "Follow the link in the mail that AWS sent; it is valid for three days, then deploy"
                  + " AlarmEmail as empty and again."));
    }
    return List.of(Finding.ok(TOPIC, "%s confirmed".formatted(confirmed)));
  }
}
