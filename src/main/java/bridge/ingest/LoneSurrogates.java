package bridge.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bridge.json.Surrogates;

/// Escaped lone surrogates, such as `\ud83d` alone. JSON allows them, but the tokenizer rejects
/// them in a key, and one such key must not fail the other events of its request.
final class LoneSurrogates {
  private LoneSurrogates() {}

  /// The same bytes, of the same length, with `\ufffd` for each: for splitting, never for sending.
  static byte[] replace(byte[] json) {
    byte[] replaced = json;
    String text = new String(json, ISO_8859_1); // a character for each byte
    int at = text.indexOf('\\');
    while (at >= 0) {
      int unit = Surrogates.escapedUnit(text, at);
      int next = at + 2; // an escaped character begins no escape
      if (Surrogates.isPair(unit, Surrogates.escapedUnit(text, at + Surrogates.ESCAPE_LENGTH))) {
        next = at + 2 * Surrogates.ESCAPE_LENGTH;
      } else if (Surrogates.isHalf(unit)) {
        next = at + Surrogates.ESCAPE_LENGTH;
        replaced = replaced == json ? json.clone() : replaced;
        System.arraycopy(new byte[] {'f', 'f', 'f', 'd'}, 0, replaced, at + 2, 4);
      }
      at = text.indexOf('\\', next);
    }
    return replaced;
  }
}
