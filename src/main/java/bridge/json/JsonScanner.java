package bridge.json;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// Finds where the values of a JSON document begin and end, in bytes, without building any of them.
/// It accepts what RFC 8259 allows, at any depth; whether bytes over 7F are UTF-8 is not checked.
public final class JsonScanner {
  private static final JsonReader TEXTS = new JsonReader(1);

  private final byte[] json;
  private final BitSet isObject = new BitSet();
  private int at;
  private boolean isFirst;

  public JsonScanner(byte[] json) {
    this.json = json;
  }

  /// The offset of the next byte that is not read.
  public int position() {
    return at;
  }

  /// Skips whitespace and returns the next byte without reading it, -1 at the end.
  public int peek() {
    while (at < json.length && isBlank(json[at])) {
      at++;
    }
    return at < json.length ? json[at] & 0xFF : -1;
  }

  /// Reads the opening bracket of an array or object.
  public void enter(char bracket) throws JsonException {
    expect(bracket);
    isFirst = true;
  }

  /// Whether another element or member follows. Otherwise the closing bracket is read.
  public boolean hasNext(char bracket) throws JsonException {
    if (peek() == bracket) {
      at++;
      isFirst = false;
      return false;
    }
    if (!isFirst) {
      expect(',');
    }
    isFirst = false;
    return true;
  }

  /// Reads a member's name and its colon.
  public String readName() throws JsonException {
    peek();
    int start = at;
    skipString();
    String name = text(start, at);
    expect(':');
    return name;
  }

  /// The text of the string literal between these offsets, quotes included.
  public String text(int start, int end) throws JsonException {
    for (int i = start; i < end; i++) {
      if (json[i] == '\\') {
        String literal = new String(json, start, end - start, StandardCharsets.UTF_8);
        return TEXTS.read(literal) instanceof Json.Text(String text) ? text : literal;
      }
    }
    return new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
  }

  public void skipValue() throws JsonException {
    int depth = 0;
    do {
      int c = peek();
      if (c == '{' || c == '[') {
        isObject.set(depth, c == '{');
        depth++;
        enter((char) c);
      } else {
        skipScalar(c);
      }
      while (depth > 0 && !hasNext(isObject.get(depth - 1) ? '}' : ']')) {
        depth--;
      }
      if (depth > 0 && isObject.get(depth - 1)) {
        peek();
        skipString();
        expect(':');
      }
    } while (depth > 0);
  }

  private static boolean isBlank(byte b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  private void skipScalar(int c) throws JsonException {
    switch (c) {
      case '"' -> skipString();
      case 't' -> skipLiteral("true");
      case 'f' -> skipLiteral("false");
      case 'n' -> skipLiteral("null");
      default -> skipNumber();
    }
  }

  private void skipString() throws JsonException {
    expect('"');
    int i = at;
    while (i < json.length && json[i] != '"' && (json[i] & 0xFF) >= ' ') {
      i += json[i] == '\\' ? escapeLength(i) : 1;
    }
    at = i;
    if (i == json.length || json[i] != '"') {
      throw new JsonException("not a string");
    }
    at++;
  }

  private int escapeLength(int backslash) throws JsonException {
    switch (backslash + 1 < json.length ? json[backslash + 1] : 0) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return 2;
      }
      case 'u' -> {
        int end = backslash + 2;
        while (end < json.length && end < backslash + 6 && isHex(json[end])) {
          end++;
        }
        if (end == backslash + 6) {
          return 6;
        }
      }
      default -> {}
    }
    at = backslash;
    throw new JsonException("not an escape");
  }

  private static boolean isHex(byte b) {
    return Character.digit(b, 16) >= 0;
  }

  private void skipLiteral(String literal) throws JsonException {
    for (int i = 0; i < literal.length(); i++) {
      if (at == json.length || json[at++] != literal.charAt(i)) {
        throw new JsonException("not a literal");
      }
    }
  }

  private void skipNumber() throws JsonException {
    skipOneOf("-");
    if (!skipOneOf("0")) {
      skipDigits();
    }
    if (skipOneOf(".")) {
      skipDigits();
    }
    if (skipOneOf("eE")) {
      skipOneOf("+-");
      skipDigits();
    }
  }

  private void skipDigits() throws JsonException {
    int start = at;
    while (at < json.length && json[at] >= '0' && json[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw new JsonException("not a value");
    }
  }

  private boolean skipOneOf(String characters) {
    boolean isThere = at < json.length && characters.indexOf(json[at]) >= 0;
    at += isThere ? 1 : 0;
    return isThere;
  }

  private void expect(char c) throws JsonException {
    if (peek() != c) {
      throw new JsonException("a character is missing");
    }
    at++;
  }
}
