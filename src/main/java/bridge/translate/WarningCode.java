package bridge.translate;

/// All warnings. A test compares them with the table in mapping.md.
public enum WarningCode {
  USER_ID_INVALID(
      "user_id_invalid",
      "is blank, or neither a string nor an integer, so it was not sent; send a string"),
  PHONE_INVALID("phone_invalid", "is not a phone number; send it as +, country code and number"),
  EMAIL_INVALID("email_invalid", "is not an e-mail address; send a single address as a string"),
  IDENTIFIER_FIELD_UNKNOWN(
      "identifier_field_unknown",
      "is not a field or value that Regal accepts under a phone or e-mail, so it was dropped; send"
          + " label, isPrimary or an opt-in"),
  TRAITS_NESTED(
      "traits_nested",
      "is an object of traits inside the traits, so it was dropped; send its traits one level up"),
  NAME_INVALID(
      "name_invalid", "is neither a string nor a number, so it was not sent; send a string"),
  ADDRESS_LIST(
      "address_list", "is a list of addresses, of which only the first is sent; send one address"),
  ADDRESS_INVALID(
      "address_invalid",
      "is not an address, so none was sent; send street, city, state, postalCode and country"),
  OPTIN_NOT_ON_IDENTIFY(
      "optin_not_on_identify",
      "is an opt-in outside an identify call, so it was dropped; send it in an identify call"),
  OPTIN_MALFORMED(
      "optin_malformed",
      "is not an object, so the opt-in was dropped; send an object with channel, subscribed and"
          + " timestamp"),
  OPTIN_CHANNEL_UNKNOWN(
      "optin_channel_unknown",
      "is not a known channel, so the opt-in was dropped; send sms, voice or email"),
  OPTIN_SUBSCRIBED_NOT_BOOLEAN(
      "optin_subscribed_not_boolean",
      "is not a boolean, so the opt-in was dropped; send true or false without quotes"),
  OPTIN_WITHOUT_TIMESTAMP(
      "optin_without_timestamp",
      "is not a usable timestamp, so the opt-in was dropped; send the time at which the person"
          + " agreed"),
  OPTOUT_WITHOUT_TIMESTAMP(
      "optout_without_timestamp",
      "is not a usable timestamp, so the opt-out was dropped; send the time at which the person"
          + " opted out, and record the opt-out at Regal"),
  OPTIN_AMBIGUOUS(
      "optin_ambiguous",
      "is an opt-in beside several phones or e-mails, so it was dropped; send it under the one it"
          + " applies to"),
  OPTIN_UNBOUND(
      "optin_unbound",
      "is an opt-in without a usable phone or e-mail beside it, so it was dropped; send both in one"
          + " identify call"),
  OPTIN_WITHOUT_IP(
      "optin_without_ip",
      "is missing or not a string, so the opt-in was sent without ip; send the person's ip as a"
          + " string"),
  TIME_FALLBACK(
      "time_fallback",
      "could not be used, so another time was sent; send ISO 8601, for example"
          + " 2026-01-31T12:00:00.000Z"),
  PROPERTIES_NOT_OBJECT(
      "properties_not_object", "is not an object, so no properties were sent; send an object"),
  TRAITS_NOT_OBJECT("traits_not_object", "is not an object, so it was ignored; send an object"),
  STALE_TRAITS(
      "stale_traits",
      "holds values that a newer event has set, so they were left out; no action is needed"),
  OPTIN_REPEATED(
      "optin_repeated",
      "holds an opt-in or opt-out that is not newer than the one sent before for this phone or"
          + " e-mail and channel, so it was left out; no action is needed"),
  OPTIN_UNCHECKED(
      "optin_unchecked",
      "holds an opt-in more than an hour older than its event, which was left out because the state"
          + " table was unavailable and could not confirm that it is new; send the identify call"
          + " again");

  private final String code;
  private final String advice;

  WarningCode(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  public String code() {
    return code;
  }

  /// What happened and what to do, in one sentence.
  public String advice() {
    return advice;
  }
}
