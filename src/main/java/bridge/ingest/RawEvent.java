package bridge.ingest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One event of a request, as the bytes between `start` and `end` of its body. It is never
/// re-serialised.
public final class RawEvent {
  /// What is known of an element without translating it.
  public enum Form {
    /// A JSON object in UTF-8.
    OBJECT,
    /// Another JSON value.
    NOT_AN_OBJECT,
    /// Holds bytes that are not UTF-8.
    INVALID_UTF8
  }

  private final byte[] body;
  private final int index;
  private final int start;
  private final int end;
  private final Form form;
  private final EventIds ids;

  RawEvent(byte[] body, int index, int start, int end, Form form, EventIds eventIds) {
    this.body = body;
    this.index = index;
    this.start = start;
    this.end = end;
    this.form = form;
    this.ids = eventIds;
  }

  /// Its index in the array, 0 for a body that is one event.
  public int index() {
    return index;
  }

  public Form form() {
    return form;
  }

  /// The event's own bytes.
  public byte[] bytes() {
    return Arrays.copyOfRange(body, start, end);
  }

  int length() {
    return end - start;
  }

  EventIds ids() {
    return ids;
  }

  @Nullable String messageId() {
    return ids.messageId();
  }
}
