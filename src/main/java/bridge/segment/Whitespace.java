package bridge.segment;

/// Unicode's White_Space, no-break characters included.
public final class Whitespace {
  private static final int NEXT_LINE = 0x85; // White_Space and a control character

  private Whitespace() {}

  public static boolean is(int character) {
    return character < NEXT_LINE
        ? character == ' ' || (character >= '\t' && character <= '\r')
        : character == NEXT_LINE || Character.isSpaceChar(character);
  }

  /// Whether the text is empty or only whitespace.
  public static boolean isAll(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// The text without whitespace at both ends.
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

  /// The text with one blank in place of each run of whitespace, and none at both ends.
  public static String collapse(String text) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        words.append(text.charAt(i));
      } else if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
        words.append(' ');
      }
    }
    return words.toString().strip();
  }
}
