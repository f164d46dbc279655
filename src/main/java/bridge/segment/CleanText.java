package bridge.segment;

/// Text without what strict parsers refuse (M32): a lone surrogate becomes U+FFFD, and NUL is taken
/// out.
public final class CleanText {
  private CleanText() {}

  /// The repaired text; the same object if nothing is wrong.
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || isLone(text, i)) {
        return repair(text);
      }
    }
    return text;
  }

  private static String repair(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (isLone(text, i)) {
        repaired.append('\uFFFD');
      } else if (text.charAt(i) != 0) {
        repaired.append(text.charAt(i));
      }
    }
    return repaired.toString();
  }

  private static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
