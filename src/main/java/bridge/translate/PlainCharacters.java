package bridge.translate;

/// Text as it was meant, without what keyboards, contact lists and documents add to it (M8).
final class PlainCharacters {
  private static final char VARIATION_SELECTOR = '\uFE0F'; // makes a digit an emoji
  private static final int FULL_WIDTH = '\uFF01' - '!';

  private PlainCharacters() {}

  /// The text without format characters, such as direction marks and zero-width spaces.
  static String withoutFormat(String text) {
    if (isAscii(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /// The text without format characters, with ASCII digits, plus, dashes, parentheses and full
  /// stops in place of their full-width and typographic forms.
  static String of(String text) {
    if (isAscii(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    withoutFormat(text)
        .chars()
        .filter(c -> c != VARIATION_SELECTOR)
        .forEach(c -> plain.append(toAscii((char) c)));
    return plain.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > '\u007F') {
        return false;
      }
    }
    return true;
  }

  private static char toAscii(char c) {
    if ((c >= '\u2010' && c <= '\u2015') || c == '\u2212') {
      return '-';
    }
    boolean isFullWidth =
        (c >= '\uFF10' && c <= '\uFF19')
            || c == '\uFF0B'
            || c == '\uFF08'
            || c == '\uFF09'
            || c == '\uFF0D'
            || c == '\uFF0E';
    return isFullWidth ? (char) (c - FULL_WIDTH) : c;
  }
}
