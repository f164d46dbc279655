package bridge.segment;

import bridge.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One time as senders write it (M19): a date, a date and time with or without zone, or an epoch of
/// 10, 13 or 16 digits. Cut to milliseconds, never rounded; no zone means UTC.
public final class Timestamp {
  private static final Pattern EPOCH = Pattern.compile("[0-9]{10}|[0-9]{13}|[0-9]{16}");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})"
              + "(?:[Tt ]([0-9]{2}:[0-9]{2})(?::([0-9]{2})(?:\\.([0-9]+))?)?"
              + "(?: ?(?:[Zz]|([+-])([0-9]{2})(?::?([0-9]{2}))?))?)?");

  private Timestamp() {}

  /// The time, or null where the value is no readable one. Bounds are the caller's affair.
  public static @Nullable Instant read(@Nullable Json value) {
    return switch (value) {
      case Json.Text(String text) -> read(text);
      case Json.Num(String lexeme) when EPOCH.matcher(lexeme).matches() -> epoch(lexeme);
      case null, default -> null;
    };
  }

  private static @Nullable Instant read(String text) {
    if (EPOCH.matcher(text).matches()) {
      return epoch(text);
    }
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    try {
      return LocalDate.parse(parts.group(1))
          .atTime(time(parts))
          .toInstant(ZoneOffset.UTC)
          .minusSeconds(offsetSeconds(parts));
    } catch (DateTimeException _) {
      return null; // digits in every place, but no such day, hour or zone
    }
  }

  private static Instant epoch(String digits) {
    long number = Long.parseLong(digits);
    return switch (digits.length()) {
      case 10 -> Instant.ofEpochSecond(number);
      case 13 -> Instant.ofEpochMilli(number);
      default -> Instant.ofEpochMilli(number / 1_000);
    };
  }

  private static LocalTime time(Matcher parts) {
    String minutes = parts.group(2);
    if (minutes == null) {
      return LocalTime.MIDNIGHT;
    }
    String seconds = parts.group(3);
    String fraction = parts.group(4);
    return LocalTime.parse(minutes + ":" + (seconds == null ? "00" : seconds))
        .plus(fraction == null ? 0 : milliseconds(fraction), ChronoUnit.MILLIS);
  }

  private static long milliseconds(String fraction) {
    return Long.parseLong((fraction + "00").substring(0, 3));
  }

  private static long offsetSeconds(Matcher parts) {
    String sign = parts.group(5);
    if (sign == null) {
      return 0;
    }
    int hours = Integer.parseInt(parts.group(6));
    int minutes = parts.group(7) == null ? 0 : Integer.parseInt(parts.group(7));
    int signed = "-".equals(sign) ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(signed * hours, signed * minutes).getTotalSeconds();
  }
}
