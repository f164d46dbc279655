package bridge.json;

import java.io.Serial;

/// Why bytes are no JSON value that the bridge takes. The message says where and what, and never
/// quotes the input: it may hold personal data.
public final class JsonException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public JsonException(String message) {
    super(message);
  }
}
