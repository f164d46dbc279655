package bridge.function;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.queue.ReceivedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lambda's event for a batch of a FIFO queue, and the partial batch response. Reporting an unknown
/// id makes Lambda retry the whole batch; an empty list means success.
final class SqsBatch {
  /// No message has this id, so Lambda retries the whole batch.
  static final List<String> EVERYTHING = List.of("");

  private static final JsonReader JSON = new JsonReader(20);

  private SqsBatch() {}

  /// @param now used if SentTimestamp is missing
  static List<ReceivedEvent> read(byte[] event, Instant now) throws JsonException {
    if (!(JSON.read(event) instanceof Json.Obj root)
        || !(root.get("Records") instanceof Json.Arr(List<Json> records))) {
      throw new JsonException("no Records");
    }
    List<ReceivedEvent> batch = new ArrayList<>(records.size());
    for (Json each : records) {
      Json.Obj fields = object(each);
      Json.Obj system = object(fields.get("attributes"));
      String id = text(fields.get("messageId"), "");
      if (id.isEmpty() || !(fields.get("body") instanceof Json.Text(String body))) {
        throw new JsonException("a record without messageId or body");
      }
      batch.add(
          new ReceivedEvent(
              id,
              text(fields.get("receiptHandle"), ""),
              text(system.get("MessageGroupId"), id),
              text(system.get("SequenceNumber"), ""),
              Instant.ofEpochMilli(number(system.get("SentTimestamp"), now.toEpochMilli())),
              (int) number(system.get("ApproximateReceiveCount"), 1),
              body,
              attributes(object(fields.get("messageAttributes")))));
    }
    return batch;
  }

  static byte[] toResponse(List<String> unfinished) {
    List<Json> items = new ArrayList<>(unfinished.size());
    for (String id : unfinished) {
      items.add(new Json.Obj(Map.of("itemIdentifier", new Json.Text(id))));
    }
    return JsonWriter.utf8(new Json.Obj(Map.of("batchItemFailures", new Json.Arr(items))));
  }

  private static Map<String, String> attributes(Json.Obj attributes) {
    Map<String, String> values = new HashMap<>();
    attributes
        .members()
        .forEach(
            (name, attribute) -> {
              if (object(attribute).get("stringValue") instanceof Json.Text(String value)) {
                values.put(name, value);
              }
            });
    return values;
  }

  private static Json.Obj object(@Nullable Json value) {
    return value instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static String text(@Nullable Json value, String otherwise) {
    return value instanceof Json.Text(String text) ? text : otherwise;
  }

  private static long number(@Nullable Json value, long otherwise) {
    try {
      return Long.parseLong(text(value, ""));
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }
}
