package bridge.segment;

import bridge.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// When an event happened (M19).
///
/// @param isFallback whether `timestamp` held an unusable value
public record EventTime(Instant time, boolean isFallback) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration AHEAD_OF_ARRIVAL = Duration.ofHours(24);

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public static EventTime of(EventJson eventJson, Instant arrival) {
    Json timestamp = eventJson.get("timestamp");
    Instant first = within(Timestamp.read(timestamp), arrival);
    if (first != null) {
      return new EventTime(first, false);
    }
    Instant original = Timestamp.read(eventJson.get("originalTimestamp"));
    Instant received = Timestamp.read(eventJson.get("receivedAt"));
    Instant corrected =
        correctClockSkew(received, Timestamp.read(eventJson.get("sentAt")), original);
    Instant next = arrival.truncatedTo(ChronoUnit.MILLIS);
    for (Instant time : new @Nullable Instant[] {received, original, corrected}) {
      Instant usable = within(time, arrival);
      next = usable == null ? next : usable;
    }
    return new EventTime(next, hasValue(timestamp));
  }

  /// The time if it is from 2000 on and at most 24 hours after arrival, otherwise null.
  public static @Nullable Instant within(@Nullable Instant time, Instant arrival) {
    return time == null || time.isBefore(EARLIEST) || time.isAfter(arrival.plus(AHEAD_OF_ARRIVAL))
        ? null
        : time;
  }

  /// ISO 8601 in UTC with three digits of milliseconds, for years of four digits.
  public static String text(Instant time) {
    return TEXT.format(time);
  }

  private static @Nullable Instant correctClockSkew(
      @Nullable Instant received, @Nullable Instant sent, @Nullable Instant original) {
    return received == null || sent == null || original == null
        ? null
        : received.minus(Duration.between(original, sent));
  }

  private static boolean hasValue(@Nullable Json timestamp) {
    return switch (timestamp) {
      case null -> false;
      case Json.Null() -> false;
      case Json.Text(String text) -> !Whitespace.isAll(text);
      default -> true;
    };
  }
}
