package bridge.ingest;

import bridge.json.JsonException;
import bridge.json.JsonScanner;
import java.nio.ByteBuffer;

/// The bounds of a body's first event. Nothing else of the body is looked at, because it is not
/// authenticated yet.
///
/// @param start of its first byte
/// @param end after its last byte; equal to `start` if there is none or it is not JSON
/// @param isOnly whether no other event follows
record FirstElement(int start, int end, boolean isOnly) {
  private static final FirstElement NONE = new FirstElement(0, 0, false);

  static FirstElement of(byte[] body) throws PayloadException {
    JsonScanner scanner = new JsonScanner(body);
    boolean isArray = Payload.isArray(body, scanner);
    try {
      if (isArray) {
        scanner.enter('[');
        if (!scanner.hasNext(']')) {
          return NONE;
        }
      }
      scanner.peek();
      int start = scanner.position();
      scanner.skipValue();
      return new FirstElement(start, scanner.position(), !isArray || scanner.peek() == ']');
    } catch (JsonException _) {
      return NONE;
    }
  }

  boolean isFound() {
    return end > start;
  }

  /// Its own bytes.
  ByteBuffer in(byte[] body) {
    return ByteBuffer.wrap(body, start, end - start);
  }
}
