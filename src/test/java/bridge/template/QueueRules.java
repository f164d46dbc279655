package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events wait in SQS: nothing may shorten that.
final class QueueRules {
  private static final int FOURTEEN_DAYS = 14 * 24 * 60 * 60;
  private static final List<String> HOLD_DATA =
      List.of(
          "EventsQueue",
          "BulkQueue",
          "DeadLetterQueue",
          "StateTable",
          "SegmentSharedSecret",
          "SegmentTokenSecret",
          "RegalApiKeySecret");

  private QueueRules() {}

  static void queues(Template template) {
    Map<String, Object> deadLetters = new LinkedHashMap<>();
    deadLetters.put("FifoQueue", true);
    deadLetters.put("ContentBasedDeduplication", false);
    deadLetters.put("DeduplicationScope", "messageGroup");
    deadLetters.put("FifoThroughputLimit", "perMessageGroupId");
    deadLetters.put("SqsManagedSseEnabled", true);
    deadLetters.put("MessageRetentionPeriod", FOURTEEN_DAYS);
    deadLetters.put("VisibilityTimeout", 6 * 60);
    Map<String, Object> events = new LinkedHashMap<>(deadLetters);
    events.put(
        "RedrivePolicy",
        Map.of(
            "deadLetterTargetArn",
            Map.of("Fn::GetAtt", "DeadLetterQueue.Arn"),
            "maxReceiveCount",
            1000));

    assertThat(template.resourcesOf("AWS::SQS::Queue"))
        .containsExactlyInAnyOrder("EventsQueue", "BulkQueue", "DeadLetterQueue");
    assertThat(template.at("Resources/EventsQueue/Properties")).isEqualTo(events);
    assertThat(template.at("Resources/BulkQueue/Properties")).isEqualTo(events);
    assertThat(template.at("Resources/DeadLetterQueue/Properties")).isEqualTo(deadLetters);
    assertThat((int) template.at("Resources/EventsQueue/Properties/VisibilityTimeout"))
        .isGreaterThanOrEqualTo(
            6 * (int) template.at("Resources/DispatchFunction/Properties/Timeout"));
  }

  static void stateTable(Template template) {
    assertThat(template.resourcesOf("AWS::DynamoDB::Table")).containsExactly("StateTable");
    assertThat(template.at("Resources/StateTable/Condition")).isEqualTo("HasStateTable");
    assertThat(template.at("Resources/StateTable/Properties"))
        .isEqualTo(
            Map.of(
                "BillingMode",
                "PAY_PER_REQUEST",
                "AttributeDefinitions",
                List.of(
                    Map.of("AttributeName", "p", "AttributeType", "S"),
                    Map.of("AttributeName", "s", "AttributeType", "S")),
                "KeySchema",
                List.of(
                    Map.of("AttributeName", "p", "KeyType", "HASH"),
                    Map.of("AttributeName", "s", "KeyType", "RANGE")),
                "TimeToLiveSpecification",
                Map.of("AttributeName", "x", "Enabled", true),
                "PointInTimeRecoverySpecification",
                Map.of("PointInTimeRecoveryEnabled", true)));
  }

  static void plainHttpIsDenied(Template template) {
    for (String queue : List.of("EventsQueue", "BulkQueue", "DeadLetterQueue")) {
      assertThat(template.at("Resources/" + queue + "Policy"))
          .isEqualTo(
              Map.of(
                  "Type",
                  "AWS::SQS::QueuePolicy",
                  "Properties",
                  Map.of(
                      "Queues",
                      List.of(Map.of("Ref", queue)),
                      "PolicyDocument",
                      Map.of("Version", "2012-10-17", "Statement", List.of(denial(queue))))));
    }
  }

  static void dataOutlivesTheStack(Template template) {
    for (String name : HOLD_DATA) {
      assertThat(template.at("Resources/" + name + "/DeletionPolicy"))
          .isEqualTo("RetainExceptOnCreate");
      assertThat(template.at("Resources/" + name + "/UpdateReplacePolicy")).isEqualTo("Retain");
    }
  }

  private static Map<String, Object> denial(String queue) {
    return Map.of(
        "Sid", "DenyPlainHttp",
        "Effect", "Deny",
        "Principal", "*",
        "Action", "sqs:*",
        "Resource", Map.of("Fn::GetAtt", queue + ".Arn"),
        "Condition", Map.of("Bool", Map.of("aws:SecureTransport", "false")));
  }
}
