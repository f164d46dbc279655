package bridge.ingest;

import bridge.segment.AsciiCase;
import bridge.segment.CleanText;
import bridge.segment.EngageOrigin;
import bridge.segment.UserId;
import bridge.segment.Whitespace;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The ids of an event that decide its message group and its queue.
///
/// @param identity whose event it is, as `userId:…`, `anonymousId:…`, `phone:…` or `email:…`; null
///   if it names nobody
/// @param isEngage whether Segment Engage sent it (M22); an audience sync sends millions
record EventIds(
    @Nullable String userId,
    @Nullable String anonymousId,
    @Nullable String messageId,
    @Nullable String identity,
    boolean isEngage) {
  static final EventIds NOBODY = new EventIds(null, null, null, null, false);

  /// Reads the parser's current object to its end.
  static EventIds read(JsonParser parser, byte[] body) throws IOException {
    Reader reading = new Reader();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      reading.readMember(name, value, parser);
    }
    return reading.toEventIds(body);
  }

  /// Collects the members of one event as they are parsed. A name spelled exactly wins over one in
  /// another case (M30).
  private static final class Reader {
    private final Slot<String> userId = new Slot<>("userId");
    private final Slot<String> anonymousId = new Slot<>("anonymousId");
    private final Slot<String> messageId = new Slot<>("messageId");
    private final Slot<Range> traits = new Slot<>("traits");
    private final Slot<Context> context = new Slot<>("context");

    void readMember(String name, JsonToken value, JsonParser parser) throws IOException {
      if (value == JsonToken.VALUE_NULL) {
        return; // it leaves the place to another spelling
      }
      if (userId.isNamed(name)) {
        userId.offer(name, readPersonId(value, parser));
      } else if (anonymousId.isNamed(name)) {
        anonymousId.offer(name, readPersonId(value, parser));
      } else if (messageId.isNamed(name)) {
        messageId.offer(name, readId(value, parser));
      } else if (traits.isNamed(name)) {
        traits.offer(name, readRange(parser));
      } else if (context.isNamed(name)) {
        context.offer(name, readContext(value, parser));
      } else {
        parser.skipChildren();
      }
    }

    EventIds toEventIds(byte[] body) {
      return new EventIds(
          userId.value(), anonymousId.value(), messageId.value(), identity(body), isEngage());
    }

    private boolean isEngage() {
      return (context.value() != null && context.value().hasPersonas())
          || (messageId.value() != null && messageId.value().startsWith(EngageOrigin.MESSAGE_ID));
    }

    private @Nullable String identity(byte[] body) {
      if (userId.value() != null) {
        return "userId:" + userId.value();
      }
      if (anonymousId.value() != null) {
        return "anonymousId:" + anonymousId.value();
      }
      return ContactKey.find(
          traits.value() == null ? null : traits.value().of(body),
          context.value() == null ? null : context.value().range().of(body));
    }

    /// Text that is not blank, unchanged; an integer's digits; null for anything else.
    private static @Nullable String readId(JsonToken value, JsonParser parser) throws IOException {
      switch (value) {
        case VALUE_STRING -> {
          String text = CleanText.of(parser.getText());
          return Whitespace.isAll(text) ? null : text;
        }
        case VALUE_NUMBER_INT -> {
          return parser.getText();
        }
        default -> {
          parser.skipChildren();
          return null;
        }
      }
    }

    /// An id that names a person (M7): not a placeholder.
    private static @Nullable String readPersonId(JsonToken value, JsonParser parser)
        throws IOException {
      String id = readId(value, parser);
      return id == null || UserId.isPlaceholder(id) ? null : id;
    }

    /// Reads the members of an object, so that its personas need no second pass.
    private static Context readContext(JsonToken value, JsonParser parser) throws IOException {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      boolean hasPersonas = false;
      if (value == JsonToken.START_OBJECT) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          boolean isPersonas = parser.currentName().equals(EngageOrigin.PERSONAS);
          hasPersonas |= parser.nextToken() == JsonToken.START_OBJECT && isPersonas;
          parser.skipChildren();
        }
      } else {
        parser.skipChildren();
      }
      parser.finishToken();
      int end = (int) parser.currentLocation().getByteOffset();
      return new Context(new Range(start, end), hasPersonas);
    }

    private static Range readRange(JsonParser parser) throws IOException {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      parser.finishToken();
      return new Range(start, (int) parser.currentLocation().getByteOffset());
    }
  }

  private record Context(Range range, boolean hasPersonas) {}

  private record Range(int start, int end) {
    byte[] of(byte[] body) {
      return Arrays.copyOfRange(body, start, end);
    }
  }

  private static final class Slot<T> {
    private final String name;
    private @Nullable T value;
    private boolean isTaken;
    private boolean isExact;

    Slot(String name) {
      this.name = name;
    }

    /// Ignores case.
    boolean isNamed(String spelled) {
      return AsciiCase.isSame(spelled, name);
    }

    void offer(String spelled, @Nullable T offered) {
      boolean exact = spelled.equals(name);
      if (!isTaken || (exact && !isExact)) {
        value = offered;
        isTaken = true;
        isExact = exact;
      }
    }

    @Nullable T value() {
      return value;
    }
  }
}
