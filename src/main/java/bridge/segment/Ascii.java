package bridge.segment;

/// Upper and lower case of the letters A to Z and no others, so that no foreign letter passes for
/// one of them.
public final class Ascii {
  private Ascii() {}

  public static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lower.toString();
  }
}
