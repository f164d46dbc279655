package bridge.json;

/// Escaped lone surrogates, such as `\ud83d` alone. JSON allows them, and cut emoji are common, but
/// the tokenizer rejects them in a key.
final class SurrogateEscapes {
  private static final int LENGTH = 6;

  private SurrogateEscapes() {}

  /// The same JSON with each escaped lone surrogate as a bare one, which the tokenizer accepts.
  static String resolve(String json) {
    if (!json.contains("\\u")) {
      return json;
    }
    StringBuilder resolved = new StringBuilder(json.length());
    int i = 0;
    while (i < json.length()) {
      int unit = unit(json, i);
      boolean isPair = isHigh(unit) && isLow(unit(json, i + LENGTH));
      if (!isPair && (isHigh(unit) || isLow(unit))) {
        resolved.append((char) unit);
        i += LENGTH;
        continue;
      }
      // An escaped character begins no escape.
      int end = i + (isPair ? 2 * LENGTH : json.charAt(i) == '\\' ? 2 : 1);
      resolved.append(json, i, Math.min(end, json.length()));
      i = end;
    }
    return resolved.toString();
  }

  /// The UTF-16 unit that is escaped here, or -1 if there is none.
  private static int unit(String json, int at) {
    if (at + LENGTH > json.length() || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + LENGTH; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private static boolean isHigh(int unit) {
    return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
  }

  private static boolean isLow(int unit) {
    return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
  }
}
