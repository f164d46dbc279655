package bridge.segment;

import bridge.hash.Sha256;
import bridge.json.JsonException;
import bridge.json.JsonScanner;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Segment's messageId of an event, in a form that a log may contain.
public final class MessageId {
  private static final String UUID =
      "[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  private static final String MD5 = "(?=[0-9]*[a-f])[0-9a-f]{32}";
  private static final String MILLISECONDS = "1[0-9]{12}";
  private static final String KSUID = "(?-i:(?=.*[a-z])(?=.*[A-Z])[0-9A-Za-z]{27})";

  /// What Segment's libraries and Segment itself make: random digits, at most after a prefix, a
  /// time or a checksum.
  private static final Pattern GENERATED =
      Pattern.compile(
          "(?i)(?:(?:ajs|node|ajs-next|node-next|api|delete)-|personas_)?(?:%3$s-)?"
              .concat("(?:%1$s|%2$s|%2$s-%1$s)|(?:api-|personas_)%4$s")
              .concat("|segment-test-message-[0-9a-z]{6}")
              .formatted(UUID, MD5, MILLISECONDS, KSUID));

  private static final int HASH_DIGITS = 16;

  private MessageId() {}

  /// The id as it is if Segment generated it; otherwise `h:` and 16 hex digits of its SHA-256,
  /// since a customer's own id may contain a phone number. Empty if the event has none.
  ///
  /// @param event one event as JSON
  public static String forLog(String event) {
    try {
      String id = find(new JsonScanner(event.getBytes(StandardCharsets.UTF_8)));
      return id.isEmpty() || GENERATED.matcher(id).matches()
          ? id
          : "h:" + Sha256.hex(id).substring(0, HASH_DIGITS);
    } catch (JsonException _) {
      return "";
    }
  }

  private static String find(JsonScanner scanner) throws JsonException {
    scanner.enter('{');
    while (scanner.hasNext('}')) {
      String name = scanner.readName();
      boolean isText = scanner.peek() == '"';
      int start = scanner.position();
      scanner.skipValue();
      if (isText && AsciiCase.isSame(name, "messageId")) {
        return scanner.text(start, scanner.position());
      }
    }
    return "";
  }
}
