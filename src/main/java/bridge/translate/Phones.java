package bridge.translate;

import bridge.json.Json;
import bridge.segment.Whitespace;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Phone numbers in E.164 (M8). With +, a possible number of any country is accepted, since Regal's
/// own examples are possible but not valid. Without +, only a valid number of the default country
/// is accepted. Placeholders such as +15555555555 are none: they would merge strangers.
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final String NO_COUNTRY = "ZZ";
  private static final String SEPARATORS = "-.()/";
  private static final int MAX_CHARS = 100;
  private static final int NORTH_AMERICA = 1;

  /// A spreadsheet's number.
  private static final Pattern WITH_FRACTION = Pattern.compile("\\+?[0-9]+\\.0");

  private static final Pattern JSON_NUMBER = Pattern.compile("[0-9]+(?:\\.0)?");

  /// WhatsApp's form of a Mexican number.
  private static final Pattern OLD_MEXICAN = Pattern.compile("\\+521[0-9]{10}");

  /// Longer than a number of any country, with a prefix.
  private static final int MAX_DIGITS = 30;

  private static final Pattern NORTH_AMERICAN = Pattern.compile("[2-9][0-9]{2}[2-9][0-9]{6}");

  /// What is E.164 already. To parse it takes longer than all else.
  private static final Pattern NORTH_AMERICAN_E164 =
      Pattern.compile("\\+1(?!([0-9])\\1{9})" + NORTH_AMERICAN);

  private static final Pattern ONE_DIGIT_REPEATED = Pattern.compile("([0-9])\\1*");

  private Phones() {}

  /// Whether this is the ISO 3166 code of a country with phone numbers. GB is one, UK is not.
  static boolean isCountry(String code) {
    return NUMBERS.getSupportedRegions().contains(code);
  }

  /// The digits and a leading +, or null if the value cannot be a phone number.
  ///
  /// @param defaultCountry of numbers without +, empty if these are not accepted
  static @Nullable String digits(Json value, String defaultCountry) {
    String digits =
        switch (value) {
          case Json.Text(String text) -> toDigits(Whitespace.trim(PlainCharacters.of(text)));
          case Json.Num(String lexeme) when JSON_NUMBER.matcher(lexeme).matches() ->
              toDigits(lexeme);
          default -> null;
        };
    return digits == null
            || digits.length() > MAX_DIGITS
            || (defaultCountry.isEmpty() && !digits.startsWith("+"))
        ? null
        : digits;
  }

  /// Whether these are a North American number in E.164, the most frequent form by far.
  static boolean isNorthAmerican(String digits) {
    return NORTH_AMERICAN_E164.matcher(digits).matches();
  }

  /// The number as +, country code and digits, or null if the digits are not a phone number.
  static @Nullable String parse(String digits, String defaultCountry) {
    boolean isInternational = digits.startsWith("+");
    try {
      PhoneNumber number = NUMBERS.parse(digits, isInternational ? NO_COUNTRY : defaultCountry);
      boolean isTaken =
          isInternational
              ? NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
              : NUMBERS.isValidNumber(number);
      return isTaken && !isPlaceholder(number)
          ? NUMBERS.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException _) {
      return null;
    }
  }

  private static boolean isPlaceholder(PhoneNumber number) {
    String significant = NUMBERS.getNationalSignificantNumber(number);
    return ONE_DIGIT_REPEATED.matcher(significant).matches()
        || (number.getCountryCode() == NORTH_AMERICA
            && !NORTH_AMERICAN.matcher(significant).matches());
  }

  /// Null if the text is too long or holds a character that cannot be part of a number.
  private static @Nullable String toDigits(String plain) {
    if (plain.length() > MAX_CHARS) {
      return null;
    }
    String text = plain;
    if (WITH_FRACTION.matcher(text).matches()) {
      text = text.substring(0, text.length() - 2);
    }
    if (text.startsWith("00")) {
      text = "+" + text.substring(2);
    }
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '0' && c <= '9') || (c == '+' && i == 0)) {
        digits.append(c);
      } else if (SEPARATORS.indexOf(c) < 0 && !Whitespace.is(c)) {
        return null;
      }
    }
    String number = digits.toString();
    return OLD_MEXICAN.matcher(number).matches() ? "+52" + number.substring(4) : number;
  }
}
