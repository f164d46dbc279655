package bridge.json;

import java.io.Serial;

/// Why bytes are not a JSON value that the bridge accepts. The message names place and fault and
/// never quotes the input, which may hold personal data.
public final class JsonException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public JsonException(String message) {
    super(message);
  }
}
