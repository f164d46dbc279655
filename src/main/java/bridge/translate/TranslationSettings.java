package bridge.translate;

/// A deployment's settings of the translation.
///
/// @param defaultPhoneCountry ISO 3166 two-letter code of the country of numbers without +
/// @param sendsPageAndScreen whether page and screen calls are sent
/// @param honoursRegalIntegration whether `integrations: {"Regal.io": false}` stops an event
public record TranslationSettings(
    String defaultPhoneCountry, boolean sendsPageAndScreen, boolean honoursRegalIntegration) {
  public static final TranslationSettings DEFAULT = new TranslationSettings("US", true, true);

  public TranslationSettings {
    if (!Phones.isCountry(defaultPhoneCountry)) {
      throw new IllegalArgumentException(
          "DefaultPhoneCountry "
              + defaultPhoneCountry
              + " is not a country: give its two capital letters (ISO 3166), such as US or GB");
    }
  }
}
