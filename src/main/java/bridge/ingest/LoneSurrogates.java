package bridge.ingest;

import java.nio.ByteBuffer;

/// Escaped lone surrogates, such as `\ud83d` alone. JSON allows them, but the tokenizer rejects
/// them in a key, and one such key must not fail the other events of its request.
final class LoneSurrogates {
  private static final int ESCAPE_BYTES = 6;
  private static final long EIGHT_BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;
  private static final long EIGHT_ONES = 0x0101_0101_0101_0101L;
  private static final long EIGHT_HIGH_BITS = 0x8080_8080_8080_8080L;

  private LoneSurrogates() {}

  /// The same bytes, of the same length, with `\ufffd` for each: for splitting, never for sending.
  static byte[] replace(byte[] json) {
    if (!hasEscapes(json)) {
      return json;
    }
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

  /// Whether any byte is a backslash. It takes eight at a time, without a branch: most bodies have
  /// none.
  private static boolean hasEscapes(byte[] json) {
    ByteBuffer bytes = ByteBuffer.wrap(json);
    int whole = json.length - json.length % Long.BYTES;
    long zeros = 0;
    for (int i = 0; i < whole; i += Long.BYTES) {
      long eight = bytes.getLong(i) ^ EIGHT_BACKSLASHES; // a backslash becomes zero
      zeros |= (eight - EIGHT_ONES) & ~eight; // the high bit, if any of the eight is zero
    }
    for (int i = whole; i < json.length; i++) {
      zeros |= json[i] == '\\' ? EIGHT_HIGH_BITS : 0;
    }
    return (zeros & EIGHT_HIGH_BITS) != 0;
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
