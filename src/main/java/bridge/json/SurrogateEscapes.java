package bridge.json;

/// Escaped lone surrogates in a JSON text, such as `\ud83d` alone, which the tokenizer rejects in a
/// key.
final class SurrogateEscapes {
  private SurrogateEscapes() {}

  /// The same JSON with each of them as a bare one, which the tokenizer accepts.
  static String resolve(String json) {
    StringBuilder resolved = new StringBuilder();
    int copied = 0;
    int at = json.indexOf('\\');
    while (at >= 0) {
      int unit = Surrogates.escapedUnit(json, at);
      int next = at + 2; // an escaped character begins no escape
      if (Surrogates.isPair(unit, Surrogates.escapedUnit(json, at + Surrogates.ESCAPE_LENGTH))) {
        next = at + 2 * Surrogates.ESCAPE_LENGTH;
      } else if (Surrogates.isHalf(unit)) {
        next = at + Surrogates.ESCAPE_LENGTH;
        resolved.append(json, copied, at).append((char) unit);
        copied = next;
      }
      at = json.indexOf('\\', next);
    }
    return copied == 0 ? json : resolved.append(json, copied, json.length()).toString();
  }
}
