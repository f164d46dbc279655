package bridge.translate;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The fast path without libphonenumber gives the same result as libphonenumber.
class PhonesTest {
  private static final long SEED = Long.getLong("seed", 1);
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  @Test
  void aNorthAmericanNumberIsReadAsLibphonenumberReadsIt() {
    Random random = new Random(SEED);
    for (int area = 0; area < 1_000; area++) {
      for (int i = 0; i < 30; i++) {
        String whole = "+1%03d%09d".formatted(area, random.nextInt(1_000_000_000));
        String phone = whole.substring(0, i < 20 ? 12 : 9 + random.nextInt(6));

        assertThat(Phones.toE164(new Json.Text(phone), "US")).as(phone).isEqualTo(expected(phone));
      }
    }
  }

  private static @Nullable String expected(String phone) {
    try {
      PhoneNumber number = NUMBERS.parse(phone, "ZZ");
      return NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
          ? NUMBERS.format(number, PhoneNumberFormat.E164)
          : null;
    } catch (NumberParseException _) {
      return null;
    }
  }
}
