package bridge.segment;

import bridge.json.Json;
import org.jspecify.annotations.Nullable;

/// The userId of an event (M7): a string unchanged, an integer as its digits. An anonymousId, or an
/// id anywhere else, is not a userId.
///
/// @param value the id, or null if the event has none
/// @param isInvalid whether the event has a value there that is not an id; null and "" do not count
public record UserId(@Nullable String value, boolean isInvalid) {
  private static final UserId NONE = new UserId(null, false);
  private static final UserId INVALID = new UserId(null, true);

  public static UserId of(EventJson eventJson) {
    return read(eventJson.get("userId"));
  }

  static UserId read(@Nullable Json id) {
    return switch (id) {
      case null -> NONE;
      case Json.Null() -> NONE;
      case Json.Text(String text) when text.isEmpty() -> NONE;
      case Json.Text(String text) when !Whitespace.isAll(text) -> new UserId(text, false);
      case Json.Num number when number.isInteger() -> new UserId(number.lexeme(), false);
      default -> INVALID;
    };
  }
}
