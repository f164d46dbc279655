package bridge.segment;

/// Upper and lower case of the letters A to Z only, so that no other letter matches one of them.
public final class AsciiCase {
  private AsciiCase() {}

  public static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  public static String lower(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(text.charAt(i)) != text.charAt(i)) {
        return toLowerCopy(text);
      }
    }
    return text;
  }

  /// Whether the two are equal ignoring the case of these letters.
  public static boolean isSame(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      if (lower(one.charAt(i)) != lower(other.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String toLowerCopy(String text) {
    StringBuilder lowered = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      lowered.append(lower(text.charAt(i)));
    }
    return lowered.toString();
  }
}
