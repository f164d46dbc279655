package bridge.ingest;

/// Escaped lone surrogates, such as `\ud83d` alone. JSON allows them, but the tokenizer rejects
/// them in a key, and one such key must not fail the other events of its request.
final class LoneSurrogates {
  private static final int ESCAPE_BYTES = 6;

  private LoneSurrogates() {}

  /// The same bytes, of the same length, with `\ufffd` for each: for splitting, never for sending.
  static byte[] replace(byte[] json) {
    byte[] replaced = json;
    for (int i = 0; i < json.length; i++) {
      if (json[i] != '\\') {
        continue;
      }
      int unit = unit(json, i);
      boolean isPair = isHigh(unit) && isLow(unit(json, i + ESCAPE_BYTES));
      if (isPair) {
        i += 2 * ESCAPE_BYTES - 1;
      } else if (isHigh(unit) || isLow(unit)) {
        replaced = replaced == json ? json.clone() : replaced;
        System.arraycopy(new byte[] {'f', 'f', 'f', 'd'}, 0, replaced, i + 2, 4);
        i += ESCAPE_BYTES - 1;
      } else {
        i++; // an escaped character begins no escape
      }
    }
    return replaced;
  }

  /// The UTF-16 unit that is escaped here, or -1 if there is none.
  private static int unit(byte[] json, int at) {
    if (at + ESCAPE_BYTES > json.length || json[at] != '\\' || json[at + 1] != 'u') {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE_BYTES; i++) {
      int digit = Character.digit(json[i], 16);
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
