package bridge.bench;

import bridge.emulator.SqsEventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Batches as Lambda's event source mapping hands them to the dispatch function.
final class Batches {
  private Batches() {}

  /// @param people each event's person in turn
  static byte[] lambdaEvent(List<String> events, int people) {
    List<Message> messages = new ArrayList<>();
    String now = Long.toString(System.currentTimeMillis());
    for (String event : events) {
      int i = messages.size();
      messages.add(
          Message.builder()
              .messageId("19dd0b57-b21e-4ac1-bd88-" + String.format("%012d", i))
              .receiptHandle("receipt-" + i)
              .body(event)
              .attributes(
                  Map.of(
                      MessageSystemAttributeName.MESSAGE_GROUP_ID,
                      "group-" + i % people,
                      MessageSystemAttributeName.SEQUENCE_NUMBER,
                      Integer.toString(i),
                      MessageSystemAttributeName.SENT_TIMESTAMP,
                      now,
                      MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                      "1"))
              .messageAttributes(
                  Map.of(
                      "receivedAt",
                      MessageAttributeValue.builder().dataType("String").stringValue(now).build()))
              .build());
    }
    return SqsEventJson.toEvent(messages);
  }
}
