package bridge.translate;

/// A deployment's settings of the translation.
///
/// @param defaultPhoneCountry ISO 3166 two-letter code of the country of numbers without +; empty
///   if these are not accepted
/// @param sendsPageAndScreen whether page and screen calls are sent
/// @param honoursRegalIntegration whether `integrations: {"Regal.io": false}` stops an event
/// @param identifiesFromProperties whether a phone or e-mail in the properties names the person of
///   an event that names nobody
/// @param fillsInProfiles whether an identify call's `name` and flat address fields serve where it
///   has no first and last name and no address
public record TranslationSettings(
    String defaultPhoneCountry,
    boolean sendsPageAndScreen,
    boolean honoursRegalIntegration,
    boolean identifiesFromProperties,
    boolean fillsInProfiles) {
  public static final TranslationSettings DEFAULT =
      new TranslationSettings("US", true, true, false, true);

  public TranslationSettings {
    if (!defaultPhoneCountry.isEmpty() && !Phones.isCountry(defaultPhoneCountry)) {
      throw new IllegalArgumentException(
          "DefaultPhoneCountry "
              + defaultPhoneCountry
              + " is not a country: give its two capital letters (ISO 3166), such as US or GB, or"
              + " nothing");
    }
  }
}
