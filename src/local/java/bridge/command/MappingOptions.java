package bridge.command;

import bridge.emulator.UsageException;
import bridge.translate.TranslationSettings;
import java.util.Map;

/// The deployed settings of the translation, as the options of `@explain` and `@local` name them.
final class MappingOptions {
  private static final TranslationSettings DEFAULT = TranslationSettings.DEFAULT;

  /// Numbers without + are not accepted.
  private static final String NO_COUNTRY = "none";

  private MappingOptions() {}

  static TranslationSettings read() {
    String country = CommandOption.of("phone.country", DEFAULT.defaultPhoneCountry());
    boolean sendsPageAndScreen = CommandOption.isTrue("pages", DEFAULT.sendsPageAndScreen());
    boolean honoursIntegration =
        CommandOption.isTrue("integrations", DEFAULT.honoursRegalIntegration());
    boolean identifiesFromProperties =
        CommandOption.isTrue("properties", DEFAULT.identifiesFromProperties());
    boolean fillsInProfiles = CommandOption.isTrue("fallbacks", DEFAULT.fillsInProfiles());
    try {
      return new TranslationSettings(
          country.equals(NO_COUNTRY) ? "" : country,
          sendsPageAndScreen,
          honoursIntegration,
          identifiesFromProperties,
          fillsInProfiles);
    } catch (IllegalArgumentException _) {
      throw new UsageException(
          "-Dphone.country must be the two capital letters of a country (ISO 3166), as US, or %s,"
                  .formatted(NO_COUNTRY)
              + " and is "
              + country
              + ".");
    }
  }

  /// The options that give these settings.
  static String describe(TranslationSettings settings) {
    String country = settings.defaultPhoneCountry();
    return "-Dphone.country=%s -Dpages=%s -Dintegrations=%s -Dfallbacks=%s -Dproperties=%s"
        .formatted(
            country.isEmpty() ? NO_COUNTRY : country,
            settings.sendsPageAndScreen(),
            settings.honoursRegalIntegration(),
            settings.fillsInProfiles(),
            settings.identifiesFromProperties());
  }

  /// The environment variables by which template.yaml gives these settings to the functions.
  static Map<String, String> env(TranslationSettings settings) {
    return Map.of(
        "DEFAULT_PHONE_COUNTRY", settings.defaultPhoneCountry(),
        "PAGE_AND_SCREEN_EVENTS", String.valueOf(settings.sendsPageAndScreen()),
        "HONOUR_REGAL_INTEGRATION", String.valueOf(settings.honoursRegalIntegration()),
        "IDENTIFY_FROM_PROPERTIES", String.valueOf(settings.identifiesFromProperties()),
        "PROFILE_FALLBACKS", String.valueOf(settings.fillsInProfiles()));
  }
}
