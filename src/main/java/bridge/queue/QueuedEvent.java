package bridge.queue;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One message for a FIFO queue. Group and deduplication id use what SQS allows (1 to 128 ASCII
/// letters, digits and punctuation), so never a raw userId.
public record QueuedEvent(
    String group, String dedupId, String body, Map<String, String> attributes) {
  /// SQS's limit for one message with its attributes, and for a batch of ten together.
  public static final int MAX_BYTES = 1_048_576;

  public QueuedEvent {
    attributes = Map.copyOf(attributes);
  }

  /// The size as SQS counts it: body and attributes (name, type and value) in UTF-8.
  public int bytes() {
    int bytes = utf8Length(body);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      bytes +=
          utf8Length(attribute.getKey()) + "String".length() + utf8Length(attribute.getValue());
    }
    return bytes;
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
