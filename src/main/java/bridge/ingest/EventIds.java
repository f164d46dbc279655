package bridge.ingest;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonScanner;
import bridge.segment.AsciiCase;
import bridge.segment.CleanText;
import bridge.segment.EngageOrigin;
import bridge.segment.UserId;
import bridge.segment.Whitespace;
import java.nio.charset.StandardCharsets;
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

  /// Reads the object at which the scanner is, to its end.
  static EventIds read(JsonScanner scanner, byte[] body) throws JsonException {
    Reader reading = new Reader(scanner, body);
    scanner.enter('{');
    while (scanner.hasNext('}')) {
      reading.readMember(scanner.readName());
    }
    return reading.toEventIds();
  }

  /// Collects the members of one event as they are parsed. A name spelled exactly wins over one in
  /// another case (M30).
  private static final class Reader {
    private final Slot<String> userId = new Slot<>("userId");
    private final Slot<String> anonymousId = new Slot<>("anonymousId");
    private final Slot<String> messageId = new Slot<>("messageId");
    private final Slot<Range> traits = new Slot<>("traits");
    private final Slot<Context> context = new Slot<>("context");

    private final JsonScanner scanner;
    private final byte[] body;

    Reader(JsonScanner scanner, byte[] body) {
      this.scanner = scanner;
      this.body = body;
    }

    void readMember(String name) throws JsonException {
      if (scanner.peek() == 'n') {
        scanner.skipValue(); // a null leaves the place to another spelling
      } else if (userId.isNamed(name)) {
        userId.offer(name, readPersonId());
      } else if (anonymousId.isNamed(name)) {
        anonymousId.offer(name, readPersonId());
      } else if (messageId.isNamed(name)) {
        messageId.offer(name, readId());
      } else if (traits.isNamed(name)) {
        traits.offer(name, readRange());
      } else if (context.isNamed(name)) {
        context.offer(name, readContext());
      } else {
        scanner.skipValue();
      }
    }

    EventIds toEventIds() {
      return new EventIds(
          userId.value(), anonymousId.value(), messageId.value(), identity(), isEngage());
    }

    private boolean isEngage() {
      return (context.value() != null && context.value().hasPersonas())
          || (messageId.value() != null && messageId.value().startsWith(EngageOrigin.MESSAGE_ID));
    }

    private @Nullable String identity() {
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
    private @Nullable String readId() throws JsonException {
      boolean isText = scanner.peek() == '"';
      Range range = readRange();
      if (isText) {
        String text = CleanText.of(scanner.text(range.start(), range.end()));
        return Whitespace.isAll(text) ? null : text;
      }
      String lexeme = new String(range.of(body), StandardCharsets.UTF_8);
      return new Json.Num(lexeme).isInteger() ? lexeme : null;
    }

    /// An id that names a person (M7): not a placeholder.
    private @Nullable String readPersonId() throws JsonException {
      String id = readId();
      return id == null || UserId.isPlaceholder(id) ? null : id;
    }

    /// Reads the members of an object, so that its personas need no second pass.
    private Context readContext() throws JsonException {
      boolean isObject = scanner.peek() == '{';
      int start = scanner.position();
      boolean hasPersonas = false;
      if (isObject) {
        scanner.enter('{');
        while (scanner.hasNext('}')) {
          boolean isPersonas = scanner.readName().equals(EngageOrigin.PERSONAS);
          hasPersonas |= scanner.peek() == '{' && isPersonas;
          scanner.skipValue();
        }
      } else {
        scanner.skipValue();
      }
      return new Context(new Range(start, scanner.position()), hasPersonas);
    }

    private Range readRange() throws JsonException {
      scanner.peek();
      int start = scanner.position();
      scanner.skipValue();
      return new Range(start, scanner.position());
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
