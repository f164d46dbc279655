package bridge.emulator;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// A batch in the shapes of Lambda's event source mapping for SQS (Lambda developer guide,
/// services-sqs-errorhandling).
public final class SqsEventJson {
  private SqsEventJson() {}

  /// A batch of events that were just sent, each received once.
  ///
  /// @param groups each event's message group, in the order of the events
  public static byte[] toEvent(List<String> events, List<String> groups) {
    String now = Long.toString(System.currentTimeMillis());
    List<Message> batch = new ArrayList<>();
    for (String event : events) {
      int i = batch.size();
      Map<MessageSystemAttributeName, String> system =
          Map.of(
              MessageSystemAttributeName.MESSAGE_GROUP_ID,
              groups.get(i),
              MessageSystemAttributeName.SEQUENCE_NUMBER,
              Integer.toString(i),
              MessageSystemAttributeName.SENT_TIMESTAMP,
              now,
              MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
              "1");
      MessageAttributeValue receivedAt =
          MessageAttributeValue.builder().dataType("String").stringValue(now).build();
      batch.add(
          Message.builder()
              .messageId("message-" + UUID.randomUUID())
              .receiptHandle("receipt-" + UUID.randomUUID())
              .body(event)
              .attributes(system)
              .messageAttributes(Map.of("receivedAt", receivedAt))
              .build());
    }
    return toEvent(batch);
  }

  public static byte[] toEvent(List<Message> batch) {
    List<Json> records = new ArrayList<>();
    for (Message message : batch) {
      Map<String, Json> record = new LinkedHashMap<>();
      record.put("messageId", new Json.Text(message.messageId()));
      record.put("receiptHandle", new Json.Text(message.receiptHandle()));
      record.put("body", new Json.Text(message.body()));
      Map<String, Json> system = new LinkedHashMap<>();
      message
          .attributesAsStrings()
          .forEach((name, value) -> system.put(name, new Json.Text(value)));
      record.put("attributes", new Json.Obj(system));
      Map<String, Json> own = new LinkedHashMap<>();
      message
          .messageAttributes()
          .forEach(
              (name, value) ->
                  own.put(
                      name,
                      new Json.Obj(
                          Map.of(
                              "stringValue", new Json.Text(value.stringValue()),
                              "dataType", new Json.Text(value.dataType())))));
      record.put("messageAttributes", new Json.Obj(own));
      record.put("eventSource", new Json.Text("aws:sqs"));
      record.put("eventSourceARN", new Json.Text("arn:aws:sqs:us-east-1:000000000000:events.fifo"));
      record.put("awsRegion", new Json.Text("us-east-1"));
      records.add(new Json.Obj(record));
    }
    return JsonWriter.utf8(new Json.Obj(Map.of("Records", new Json.Arr(records))));
  }

  /// The ids that stay in the queue: those reported; none for an empty or null answer; all for an
  /// answer that cannot be read or names an id that is not of the batch.
  static Set<String> readFailures(byte[] answer, Set<String> batch) {
    if (new String(answer, StandardCharsets.UTF_8).isBlank()) {
      return Set.of();
    }
    try {
      Json json = new JsonReader(8).read(answer);
      if (!(json instanceof Json.Obj object)
          || !(object.get("batchItemFailures") instanceof Json.Arr(List<Json> items))) {
        return Set.of();
      }
      Set<String> kept = new HashSet<>();
      for (Json item : items) {
        if (!(item instanceof Json.Obj failure)
            || !(failure.get("itemIdentifier") instanceof Json.Text(String id))
            || !batch.contains(id)) {
          return batch;
        }
        kept.add(id);
      }
      return kept;
    } catch (JsonException _) {
      return batch;
    }
  }
}
