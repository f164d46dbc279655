package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import org.jspecify.annotations.Nullable;

/// Text for a name or an address field: trimmed, a number as written.
final class PlainText {
  private PlainText() {}

  /// The text, or null if it is blank or the value is neither text nor number.
  static @Nullable String of(@Nullable Json value) {
    return switch (value) {
      case Json.Text(String text) when !Whitespace.isAll(text) -> Whitespace.trim(text);
      case Json.Num(String lexeme) -> lexeme;
      case null, default -> null;
    };
  }
}
