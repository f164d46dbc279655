package bridge.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The last recorded consent for one contact and channel, as one value of a row: `+1700000000000`,
/// followed by its event while the outcome is unknown.
///
/// @param unconfirmedEvent the event, null once Regal has it
record RecordedConsent(boolean isYes, Instant at, @Nullable String unconfirmedEvent) {
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
    return (isYes ? "+" : "-")
        + at.toEpochMilli()
        + (unconfirmedEvent == null ? "" : " " + unconfirmedEvent);
  }

  RecordedConsent toCommitted() {
    return new RecordedConsent(isYes, at, null);
  }

  /// Whether the event may still send the other: a newer one, an opt-out at the time of an opt-in,
  /// or its own consent whose outcome is unknown.
  boolean allows(RecordedConsent other, String event) {
    int later = other.at.compareTo(at);
    return later > 0
        || (later == 0 && isYes && !other.isYes)
        || (later == 0 && isYes == other.isYes && event.equals(unconfirmedEvent));
  }
}
