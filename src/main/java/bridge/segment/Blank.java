package bridge.segment;

/// Blanks of any kind: what Unicode calls white space or a space separator, no-break ones included.
public final class Blank {
  private Blank() {}

  public static boolean is(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /// Whether the text is empty or holds nothing else.
  public static boolean isAll(String text) {
    return text.chars().allMatch(Blank::is);
  }

  /// The text without the blanks at both ends.
  public static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && is(text.charAt(start))) {
      start++;
    }
    while (start < end && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
