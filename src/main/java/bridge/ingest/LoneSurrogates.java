package bridge.ingest;

import bridge.json.Surrogates;

/// Escaped lone surrogates, such as `\ud83d` alone. JSON allows them, but the tokenizer rejects
/// them in a key, and one such key must not fail the other events of its request.
final class LoneSurrogates {
  private LoneSurrogates() {}

  /// The same bytes, of the same length, with `\ufffd` for each: for splitting, never for sending.
  static byte[] replace(byte[] json) {
    byte[] replaced = json;
    for (int i = 0; i < json.length; i++) {
      if (json[i] != '\\') {
        continue;
      }
      int unit = unit(json, i);
      if (Surrogates.isPair(unit, unit(json, i + Surrogates.ESCAPE_LENGTH))) {
        i += 2 * Surrogates.ESCAPE_LENGTH - 1;
      } else if (Surrogates.isHalf(unit)) {
        replaced = replaced == json ? json.clone() : replaced;
        System.arraycopy(new byte[] {'f', 'f', 'f', 'd'}, 0, replaced, i + 2, 4);
        i += Surrogates.ESCAPE_LENGTH - 1;
      } else {
        i++; // an escaped character begins no escape
      }
    }
    return replaced;
  }

  private static int unit(byte[] json, int at) {
    return Surrogates.escapedUnit(i -> json[i], json.length, at);
  }
}
