package bridge.json;

import java.util.HexFormat;

/// Halves of surrogate pairs, which are characters only together. JSON allows them alone, bare and
/// escaped, and cut emoji are common.
public final class Surrogates {
  /// The length of an escape such as `\ud83d`.
  static final int ESCAPE_LENGTH = 6;

  private Surrogates() {}

  /// Whether this character is half of a pair without the other half beside it.
  public static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /// The UTF-16 unit that an escape at this place stands for, or -1 if there is no such escape.
  static int escapedUnit(String json, int at) {
    if (!json.startsWith("\\u", at) || at + ESCAPE_LENGTH > json.length()) {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
      if (!HexFormat.isHexDigit(json.charAt(i))) {
        return -1;
      }
      unit = unit << 4 | HexFormat.fromHexDigit(json.charAt(i));
    }
    return unit;
  }

  /// Whether escapes of these two units make a pair.
  static boolean isPair(int high, int low) {
    return isHigh(high) && isLow(low);
  }

  /// Whether the unit is half of a pair.
  static boolean isHalf(int unit) {
    return isHigh(unit) || isLow(unit);
  }

  private static boolean isHigh(int unit) {
    return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }
}
