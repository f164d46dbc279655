package bridge.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes a JSON value without whitespace. Control characters and lone surrogates are written as
/// escapes, so that the text is valid JSON and its UTF-8 is lossless.
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder(512);

  private JsonWriter() {}

  public static String text(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return writer.out.toString();
  }

  public static byte[] utf8(Json value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj object -> object(object);
      case Json.Arr array -> array(array);
      case Json.Text(String text) -> string(text);
      case Json.Num(String lexeme) -> out.append(lexeme);
      case Json.Bool(boolean bool) -> out.append(bool);
      case Json.Null() -> out.append("null");
    }
  }

  private void object(Json.Obj object) {
    char before = '{';
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      out.append(before);
      string(member.getKey());
      out.append(':');
      value(member.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private void array(Json.Arr array) {
    char before = '[';
    for (Json element : array.elements()) {
      out.append(before);
      value(element);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  private void string(String text) {
    out.append('"');
    if (isPlain(text)) {
      out.append(text);
    } else {
      writeEscaped(text);
    }
    out.append('"');
  }

  /// Whether no character needs an escape.
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  private void writeEscaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Surrogates.isLone(text, i)) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(Character.forDigit((c >> shift) & 0xF, 16));
    }
  }
}
