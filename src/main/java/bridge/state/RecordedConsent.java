package bridge.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A yes or a no and when it was said, as one value of a row: `+1700000000000`; with the event that
/// said it as long as Regal may or may not have heard.
///
/// @param unsureOf the event, null once Regal has it
record RecordedConsent(boolean isYes, Instant at, @Nullable String unsureOf) {
  static @Nullable RecordedConsent of(@Nullable String value) {
    return value == null ? null : read(value);
  }

  static RecordedConsent read(String value) {
    int blank = value.indexOf(' ');
    String millis = value.substring(1, blank < 0 ? value.length() : blank);
    return new RecordedConsent(
        value.charAt(0) == '+',
        Instant.ofEpochMilli(Long.parseLong(millis)),
        blank < 0 ? null : value.substring(blank + 1));
  }

  String value() {
    return (isYes ? "+" : "-") + at.toEpochMilli() + (unsureOf == null ? "" : " " + unsureOf);
  }

  RecordedConsent toCommitted() {
    return new RecordedConsent(isYes, at, null);
  }

  /// Whether the event may still say the other to Regal: something newer, a no at the time of a
  /// yes, or what this event itself was not sure to be heard with.
  boolean allows(RecordedConsent other, String event) {
    int later = other.at.compareTo(at);
    return later > 0
        || (later == 0 && isYes && !other.isYes)
        || (later == 0 && isYes == other.isYes && event.equals(unsureOf));
  }
}
