package bridge.ingest;

import bridge.hash.Sha256;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An element of a request as the message that carries it.
sealed interface Envelope {
  /// For delivery to Regal.
  record Event(QueuedEvent message) implements Envelope {}

  /// For the dead-letter queue, with its reason.
  record DeadLetter(QueuedEvent message, Reason reason) implements Envelope {}

  /// The largest event in bytes: 900 KB of SQS's 1,024.
  int MAX_EVENT_BYTES = 921_600;

  /// Room for the attributes that a message gets when it is dead-lettered. The longest is Regal's
  /// message, with at most 1,000 characters.
  int ATTRIBUTE_ROOM_BYTES = 8_192;

  int STUB_BYTES = 65_536;
  int STUB_ID_CHARS = 1_000;

  static Envelope of(RawEvent rawEvent, Instant receivedAt) {
    if (rawEvent.length() > MAX_EVENT_BYTES) {
      return stub(rawEvent, receivedAt);
    }
    return switch (rawEvent.form()) {
      case OBJECT -> event(rawEvent, receivedAt);
      case NOT_AN_OBJECT ->
          invalidEvent(
              rawEvent, receivedAt, "is not a JSON object", Map.of(), text(rawEvent.bytes()));
      case INVALID_UTF8 ->
          invalidEvent(
              rawEvent,
              receivedAt,
              "holds bytes that are not UTF-8",
              Map.of(MessageAttribute.ENCODING, MessageAttribute.BASE64),
              Base64.getEncoder().encodeToString(rawEvent.bytes()));
    };
  }

  /// The same element for the dead-letter queue, after SQS refused it permanently.
  static DeadLetter refusedBySqs(RawEvent rawEvent, Instant receivedAt) {
    return invalidEvent(
        rawEvent,
        receivedAt,
        "was refused by SQS",
        Map.of(MessageAttribute.ENCODING, MessageAttribute.BASE64),
        Base64.getEncoder().encodeToString(rawEvent.bytes()));
  }

  private static Envelope event(RawEvent rawEvent, Instant receivedAt) {
    byte[] bytes = rawEvent.bytes();
    String group = group(rawEvent, bytes);
    String own = text(bytes);
    String body = escape(own);
    Map<String, String> attributes = new HashMap<>();
    attributes.put(MessageAttribute.RECEIVED_AT, Long.toString(receivedAt.toEpochMilli()));
    if (body.length() != own.length()) {
      attributes.put(MessageAttribute.ENCODING, MessageAttribute.ESCAPED);
    }
    String dedupId = Sha256.hex(group.getBytes(StandardCharsets.UTF_8), bytes);
    QueuedEvent message = new QueuedEvent(group, dedupId, body, attributes);
    return message.bytes() > QueuedEvent.MAX_BYTES - ATTRIBUTE_ROOM_BYTES
        ? stub(rawEvent, receivedAt)
        : new Event(message);
  }

  private static DeadLetter invalidEvent(
      RawEvent rawEvent, Instant at, String message, Map<String, String> more, String body) {
    DeadLetter envelope =
        deadLetter(rawEvent, at, Reason.INVALID_EVENT, message, more, escape(body));
    return envelope.message.bytes() > QueuedEvent.MAX_BYTES ? stub(rawEvent, at) : envelope;
  }

  /// A summary of an event that no message can carry: its ids, its size and its first bytes.
  private static DeadLetter stub(RawEvent rawEvent, Instant at) {
    byte[] bytes = rawEvent.bytes();
    Map<String, Json> stub = new LinkedHashMap<>();
    putId(stub, "userId", rawEvent.ids().userId());
    putId(stub, "anonymousId", rawEvent.ids().anonymousId());
    putId(stub, "messageId", rawEvent.messageId());
    stub.put("bytes", new Json.Num(Integer.toString(bytes.length)));
    stub.put("sha256", new Json.Text(Sha256.hex(bytes)));
    byte[] beginning = Arrays.copyOf(bytes, Math.min(bytes.length, STUB_BYTES));
    stub.put("beginningBase64", new Json.Text(Base64.getEncoder().encodeToString(beginning)));
    String body = escape(JsonWriter.text(new Json.Obj(stub)));
    String message =
        "has " + bytes.length + " bytes, over " + MAX_EVENT_BYTES + " or what SQS takes";
    return deadLetter(rawEvent, at, Reason.TOO_LARGE, message, Map.of(), body);
  }

  private static DeadLetter deadLetter(
      RawEvent rawEvent,
      Instant at,
      Reason reason,
      String message,
      Map<String, String> more,
      String body) {
    byte[] bytes = rawEvent.bytes();
    Map<String, String> attributes = new HashMap<>(more);
    String millis = Long.toString(at.toEpochMilli());
    attributes.put(MessageAttribute.RECEIVED_AT, millis);
    attributes.put(MessageAttribute.FIRST_SEEN, millis);
    attributes.put(MessageAttribute.GROUP, group(rawEvent, bytes));
    attributes.put(MessageAttribute.REASON, reason.code());
    attributes.put(MessageAttribute.MESSAGE, "element " + rawEvent.index() + " " + message);
    byte[] index = ByteBuffer.allocate(Integer.BYTES).putInt(rawEvent.index()).array();
    String id = Sha256.hex(bytes, index);
    return new DeadLetter(new QueuedEvent(id, id, body, attributes), reason);
  }

  private static void putId(Map<String, Json> stub, String name, @Nullable String id) {
    if (id != null) {
      stub.put(name, new Json.Text(id.substring(0, Math.min(id.length(), STUB_ID_CHARS))));
    }
  }

  /// A hash, since SQS allows no blanks, no accents and at most 128 characters here. An event that
  /// names nobody gets the hash of its own bytes, so it waits for no other.
  private static String group(RawEvent rawEvent, byte[] bytes) {
    String identity = rawEvent.ids().identity();
    return identity == null ? Sha256.hex(bytes) : Sha256.hex(identity);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /// Escapes U+FFFE and U+FFFF. SQS accepts the characters of XML 1.0; JSON in UTF-8 can hold these
  /// two others, inside strings only.
  private static String escape(String json) {
    return json.replace("\uFFFE", "\\ufffe").replace("\uFFFF", "\\uffff");
  }
}
