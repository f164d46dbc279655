package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// Phone numbers in E.164 (M8). With +, a possible number of any country is accepted, since Regal's
/// own examples are possible but not valid. Without +, only a valid number of the default country
/// is accepted.
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String NO_COUNTRY = "ZZ";
  private static final String SEPARATORS = "-.()/";

  private Phones() {}

  /// Whether this is the ISO 3166 code of a country with phone numbers. GB is one, UK is not.
  static boolean isCountry(String code) {
    return NUMBERS.getSupportedRegions().contains(code);
  }

  /// The number as +, country code and digits, or null if the value is not a phone number.
  static @Nullable String toE164(Json value, String defaultCountry) {
    return switch (value) {
      case Json.Text(String text) -> toE164(text, defaultCountry);
      case Json.Num number when number.isInteger() -> toE164(number.lexeme(), defaultCountry);
      default -> null;
    };
  }

  private static @Nullable String toE164(String text, String defaultCountry) {
    String trimmed = Whitespace.trim(text);
    String digits = toAsciiDigits(trimmed.startsWith("00") ? "+" + trimmed.substring(2) : trimmed);
    if (digits == null) {
      return null;
    }
    boolean isInternational = digits.startsWith("+");
    try {
      PhoneNumber number = NUMBERS.parse(digits, isInternational ? NO_COUNTRY : defaultCountry);
      boolean isTaken =
          isInternational
              ? NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
              : NUMBERS.isValidNumber(number);
      return isTaken ? NUMBERS.format(number, PhoneNumberFormat.E164) : null;
    } catch (NumberParseException _) {
      return null;
    }
  }

  /// The digits and a leading +, or null if the text holds a character that cannot be part of a
  /// number.
  private static @Nullable String toAsciiDigits(String text) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || (c == '+' && i == 0)) {
        digits.append(c);
      } else if (SEPARATORS.indexOf(c) < 0 && !Whitespace.is(c)) {
        return null;
      }
    }
    return digits.toString();
  }
}
