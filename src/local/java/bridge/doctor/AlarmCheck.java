package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.StackAlarm;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import software.amazon.awssdk.services.sns.model.Subscription;

/// The alarms and who is told about them.
record AlarmCheck(StackClients clients) {
  private static final String STATES = "alarms";
  private static final String TOPIC = "alarm-topic";

  List<Finding> states(StackResources resources) {
    List<StackAlarm> alarms = StackAlarm.readAll(clients, resources);
    List<Finding> findings = new ArrayList<>();
    var silent = new TreeSet<String>();
    for (StackAlarm alarm : alarms) {
      switch (alarm.state()) {
        case "OK" -> {}
        case "ALARM" -> findings.add(alarmed(alarm.name()));
        case "INSUFFICIENT_DATA" -> silent.add(alarm.name());
        default ->
            findings.add(
                Finding.failure(
                    STATES, alarm.name() + " does not exist.", "Deploy the stack again."));
      }
    }
    if (!silent.isEmpty()) {
      findings.add(
          Finding.warning(
              STATES,
              "Without data yet: " + String.join(", ", silent) + ".",
              "A new stack's alarms get their state within minutes; run the command again."));
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(STATES, "all %s are OK".formatted(alarms.size())))
        : findings;
  }

  private static Finding alarmed(String alarm) {
    return Finding.failure(
        STATES,
        alarm + " is in ALARM.",
        "See src/site/markdown/runbook.md#" + alarm.toLowerCase(Locale.ROOT));
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
