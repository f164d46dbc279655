package bridge.translate;

/// What a deployment may choose about the translation.
///
/// @param defaultPhoneCountry ISO 3166 two-letter code in which a number without + is read
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
              + " is no country: give its two capital letters by ISO 3166, as US, CA or GB");
    }
  }
}
