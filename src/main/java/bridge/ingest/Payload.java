package bridge.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A webhook body, split into its events without changing a byte.
///
/// One tokenizer determines both what is signed and what is read. Nesting, key lengths and number
/// lengths have no limit here: dispatch dead-letters an event that is nested too deeply, with its
/// reason.
///
/// @param isArray whether the body is an array; a single event is the only element
public record Payload(boolean isArray, List<RawEvent> events) {
  /// Segment's own maximum for a batch (segment-docs, catalog/actions-webhook).
  public static final int MAX_EVENTS = 4_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

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
    Utf8Scan utf8Scan = Utf8Scan.of(body);
    String foreign = utf8Scan.foreignStart();
    if (foreign != null) {
      throw new PayloadException(400, "The body begins with " + foreign + ". Send plain UTF-8.");
    }
    try (JsonParser parser = JSON.createParser(LoneSurrogates.replace(utf8Scan.repaired()))) {
      Payload payload = split(body, utf8Scan, parser, maxEvents);
      if (parser.nextToken() != null) {
        throw new PayloadException(
            400,
            "The body holds more than one JSON value. Send an array.",
            (int) parser.currentTokenLocation().getByteOffset());
      }
      return payload;
    } catch (JsonProcessingException e) {
      int at = e.getLocation() == null ? 0 : (int) e.getLocation().getByteOffset();
      throw new PayloadException(
          400, "The body is not JSON: see the byte at offset " + at + ".", at);
    } catch (IOException _) {
      throw new PayloadException(400, "The body is not JSON.");
    }
  }

  private static Payload split(byte[] body, Utf8Scan utf8Scan, JsonParser parser, int maxEvents)
      throws IOException, PayloadException {
    List<RawEvent> events = new ArrayList<>();
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_OBJECT) {
      events.add(event(body, utf8Scan, parser, 0));
      return new Payload(false, events);
    }
    if (first == null) {
      throw new PayloadException(
          400, "The body is empty. Send a JSON object, or an array of them.");
    }
    if (first != JsonToken.START_ARRAY) {
      throw new PayloadException(
          400,
          "The body is neither an event nor an array of events. Send a JSON object, or an array of"
              + " them.");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (events.size() == maxEvents) {
        throw new PayloadException(
            413, "Over " + maxEvents + " events in one array. Set Segment's batch size to 1,000.");
      }
      events.add(event(body, utf8Scan, parser, events.size()));
    }
    return new Payload(true, events);
  }

  private static RawEvent event(byte[] body, Utf8Scan utf8Scan, JsonParser parser, int index)
      throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
    EventIds eventIds = isObject ? EventIds.read(parser, body) : EventIds.NOBODY;
    if (!isObject) {
      parser.skipChildren();
      parser.finishToken();
    }
    int end = (int) parser.currentLocation().getByteOffset();
    RawEvent.Form form =
        utf8Scan.isBrokenBetween(start, end)
            ? RawEvent.Form.INVALID_UTF8
            : isObject ? RawEvent.Form.OBJECT : RawEvent.Form.NOT_AN_OBJECT;
    return new RawEvent(body, index, start, end, form, eventIds);
  }
}
