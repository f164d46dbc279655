package bridge.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import bridge.json.JsonException;
import bridge.json.JsonScanner;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A webhook body, split into its events without changing a byte.
///
/// One scanner determines both what is signed and what is read. Nesting, key lengths and number
/// lengths have no limit here: dispatch dead-letters an event that is nested too deeply, with its
/// reason.
///
/// @param isArray whether the body is an array; a single event is the only element
public record Payload(boolean isArray, List<RawEvent> events) {
  /// Segment's own maximum for a batch (segment-docs, catalog/actions-webhook).
  public static final int MAX_EVENTS = 4_000;

  private static final int CHUNK = 8_192;

  public Payload {
    events = List.copyOf(events);
  }

  /// Splits a body. Invalid UTF-8 inside a string invalidates that element only; anywhere else the
  /// body is not JSON.
  public static Payload split(byte[] body) throws PayloadException {
    return split(body, MAX_EVENTS);
  }

  /// The same with another limit than a webhook request has.
  public static Payload split(byte[] body, int maxEvents) throws PayloadException {
    JsonScanner scanner = new JsonScanner(body);
    List<RawEvent> events = new ArrayList<>();
    boolean isAllUtf8 = isUtf8(body, 0, body.length);
    boolean isArray = isArray(body, scanner);
    try {
      if (isArray) {
        scanner.enter('[');
        while (scanner.hasNext(']')) {
          if (events.size() == maxEvents) {
            throw new PayloadException(
                413,
                "Over " + maxEvents + " events in one array. Set Segment's batch size to 1,000.");
          }
          events.add(event(body, scanner, isAllUtf8, events.size()));
        }
      } else {
        events.add(event(body, scanner, isAllUtf8, 0));
      }
    } catch (JsonException _) {
      int at = scanner.position();
      throw new PayloadException(
          400, "The body is not JSON: see the byte at offset " + at + ".", at);
    }
    if (scanner.peek() >= 0) {
      throw new PayloadException(
          400, "The body holds more than one JSON value. Send an array.", scanner.position());
    }
    return new Payload(isArray, events);
  }

  /// Whether the body begins as an array; if not, it begins as an object.
  static boolean isArray(byte[] body, JsonScanner scanner) throws PayloadException {
    String foreign = foreignStart(body);
    if (foreign != null) {
      throw new PayloadException(400, "The body begins with " + foreign + ". Send plain UTF-8.");
    }
    return switch (scanner.peek()) {
      case '[' -> true;
      case '{' -> false;
      case -1 ->
          throw new PayloadException(
              400, "The body is empty. Send a JSON object, or an array of them.");
      default ->
          throw new PayloadException(
              400,
              "The body is neither an event nor an array of events. Send a JSON object, or an"
                  + " array of them.");
    };
  }

  /// What another encoding begins with, null if the body does not.
  private static @Nullable String foreignStart(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0) {
        return "a zero byte, as UTF-16 and UTF-32 do";
      }
    }
    boolean hasMark =
        body.length >= 3
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return hasMark ? "a byte order mark" : null;
  }

  private static RawEvent event(byte[] body, JsonScanner scanner, boolean isAllUtf8, int index)
      throws JsonException {
    boolean isObject = scanner.peek() == '{';
    int start = scanner.position();
    EventIds eventIds = EventIds.NOBODY;
    if (isObject) {
      eventIds = EventIds.read(scanner, body);
    } else {
      scanner.skipValue();
    }
    int end = scanner.position();
    RawEvent.Form form =
        !isAllUtf8 && !isUtf8(body, start, end)
            ? RawEvent.Form.INVALID_UTF8
            : isObject ? RawEvent.Form.OBJECT : RawEvent.Form.NOT_AN_OBJECT;
    return new RawEvent(body, index, start, end, form, eventIds);
  }

  private static boolean isUtf8(byte[] body, int start, int end) {
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body, start, end - start);
    CharBuffer chars = CharBuffer.allocate(CHUNK);
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      result = decoder.decode(in, chars.clear(), true);
    }
    return !result.isError();
  }
}
