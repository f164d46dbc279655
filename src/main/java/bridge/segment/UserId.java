package bridge.segment;

import bridge.json.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The userId of an event (M7): a string unchanged, an integer as its digits. An anonymousId, or an
/// id anywhere else, is not a userId.
///
/// @param value the id, or null if the event has none
public record UserId(@Nullable String value, Form form) {
  /// What the event holds in the place of the id.
  public enum Form {
    ID,
    /// Nothing, null or an empty string.
    MISSING,
    /// A text that programs write where they have no id. It would merge strangers.
    PLACEHOLDER,
    /// A value of another type, or blank text.
    INVALID
  }

  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "anonymous",
          "nil",
          "none",
          "null",
          "n/a",
          "na",
          "nan",
          "undefined",
          "unknown",
          "guest",
          "anonymousid",
          "userid",
          "true",
          "false",
          "0",
          "-1",
          "[]",
          "{}",
          "[object object]",
          "00000000-0000-0000-0000-000000000000");

  private static final int LONGEST_PLACEHOLDER = 36;

  public static UserId of(EventJson eventJson) {
    return read(eventJson.get("userId"));
  }

  /// Whether the text is no id but what programs write where they have none.
  public static boolean isPlaceholder(String text) {
    String trimmed = Whitespace.trim(text);
    return trimmed.length() <= LONGEST_PLACEHOLDER
        && PLACEHOLDERS.contains(AsciiCase.lower(trimmed));
  }

  static UserId read(@Nullable Json id) {
    return switch (id) {
      case null -> new UserId(null, Form.MISSING);
      case Json.Null() -> new UserId(null, Form.MISSING);
      case Json.Text(String text) when text.isEmpty() -> new UserId(null, Form.MISSING);
      case Json.Text(String text) when !Whitespace.isAll(text) -> ofText(text);
      case Json.Num number when number.isInteger() -> ofText(number.lexeme());
      default -> new UserId(null, Form.INVALID);
    };
  }

  private static UserId ofText(String text) {
    return isPlaceholder(text) ? new UserId(null, Form.PLACEHOLDER) : new UserId(text, Form.ID);
  }
}
