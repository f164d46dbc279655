package bridge.segment;

import bridge.json.Surrogates;

/// Text without what strict parsers refuse (M32): a lone surrogate becomes U+FFFD, and NUL is taken
/// out.
public final class CleanText {
  private CleanText() {}

  /// The repaired text; the same object if nothing is wrong.
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || Surrogates.isLone(text, i)) {
        return repair(text);
      }
    }
    return text;
  }

  private static String repair(String text) {
    StringBuilder repaired = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (Surrogates.isLone(text, i)) {
        repaired.append('\uFFFD');
      } else if (text.charAt(i) != 0) {
        repaired.append(text.charAt(i));
      }
    }
    return repaired.toString();
  }
}
