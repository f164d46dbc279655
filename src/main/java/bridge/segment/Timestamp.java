package bridge.segment;

import bridge.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A time in the forms that senders write (M19): a date, a date and time with or without zone, or
/// an epoch of 10 (a fraction may follow), 13 or 16 digits. Truncated to milliseconds; no zone
/// means UTC.
public final class Timestamp {
  private static final Pattern EPOCH =
      Pattern.compile("[0-9]{10}(?:\\.[0-9]+)?|[0-9]{13}|[0-9]{16}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]+))?)?"
              + "(?: ?(?:[Zz]|UTC|GMT|([+-])([0-9]{2})(?::?([0-9]{2}))?))?)?");

  private Timestamp() {}

  /// The time, or null if the value is not readable. The caller checks bounds.
  public static @Nullable Instant read(@Nullable Json value) {
    return switch (value) {
      case Json.Text(String text) -> read(trim(text));
      case Json.Num(String lexeme) when EPOCH.matcher(lexeme).matches() -> epoch(lexeme);
      case null, default -> null;
    };
  }

  private static @Nullable Instant read(String text) {
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      return EPOCH.matcher(text).matches() ? epoch(text) : null;
    }
    try {
      return LocalDateTime.of(
              number(parts, 1),
              number(parts, 2),
              number(parts, 3),
              number(parts, 4),
              number(parts, 5),
              number(parts, 6))
          .toInstant(ZoneOffset.UTC)
          .plusMillis(milliseconds(parts.group(7)))
          .minusSeconds(offsetSeconds(parts));
    } catch (DateTimeException _) {
      return null; // digits in every place, but no such day, hour or zone
    }
  }

  private static Instant epoch(String digits) {
    int point = digits.indexOf('.');
    if (point >= 0) {
      return epoch(digits.substring(0, point))
          .plusMillis(milliseconds(digits.substring(point + 1)));
    }
    long number = Long.parseLong(digits);
    return switch (digits.length()) {
      case 10 -> Instant.ofEpochSecond(number);
      case 13 -> Instant.ofEpochMilli(number);
      default -> Instant.ofEpochMilli(number / 1_000);
    };
  }

  /// Whether the value is a day without a time.
  public static boolean isDate(@Nullable Json value) {
    return value instanceof Json.Text(String text) && DATE.matcher(trim(text)).matches();
  }

  /// The text without blanks (U+0020) around it.
  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (start < end && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  /// The part as a number, 0 if it is absent.
  private static int number(Matcher parts, int group) {
    String digits = parts.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long milliseconds(@Nullable String fraction) {
    return fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
  }

  private static long offsetSeconds(Matcher parts) {
    String sign = parts.group(8);
    if (sign == null) {
      return 0;
    }
    int signed = sign.equals("-") ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(signed * number(parts, 9), signed * number(parts, 10))
        .getTotalSeconds();
  }
}
