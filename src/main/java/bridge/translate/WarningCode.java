package bridge.translate;

/// The warnings there are; the README's table is tested against this list.
public enum WarningCode {
  USER_ID_INVALID(
      "user_id_invalid", "userId is no text and no integer, so it was not sent; send text"),
  PHONE_INVALID("phone_invalid", "is not a phone number; send it as +, country code and number"),
  EMAIL_INVALID("email_invalid", "is not an e-mail address; send one address as plain text"),
  IDENTIFIER_FIELD_UNKNOWN(
      "identifier_field_unknown",
      "is no field that Regal knows under a phone or e-mail; send label, isPrimary or an opt-in"),
  TRAITS_NESTED(
      "traits_nested", "holds traits inside traits, which was dropped; send them one level up"),
  NAME_INVALID("name_invalid", "is no text, so the name was not sent; send text"),
  ADDRESS_LIST("address_list", "is a list of addresses, of which only the first is sent; send one"),
  ADDRESS_INVALID(
      "address_invalid",
      "is no address, so none was sent; send street, city, state, postalCode and country"),
  OPTIN_NOT_ON_IDENTIFY(
      "optin_not_on_identify",
      "is an opt-in outside an identify call, which was dropped; send it by identify"),
  OPTIN_MALFORMED(
      "optin_malformed", "is no opt-in, so it was dropped; send an object with channel"),
  OPTIN_CHANNEL_UNKNOWN(
      "optin_channel_unknown",
      "is an opt-in that was dropped; its channel must be sms, voice or email"),
  OPTIN_SUBSCRIBED_NOT_BOOLEAN(
      "optin_subscribed_not_boolean",
      "is an opt-in that was dropped; its subscribed must be true or false, without quotes"),
  OPTIN_WITHOUT_TIMESTAMP(
      "optin_without_timestamp",
      "is an opt-in without a readable timestamp, which was dropped; send when the person agreed"),
  OPTOUT_WITHOUT_TIMESTAMP(
      "optout_without_timestamp",
      "is an opt-out without a readable timestamp, which was dropped; send when the person left,"
          + " and see to it at Regal"),
  OPTIN_AMBIGUOUS(
      "optin_ambiguous",
      "is an opt-in beside several numbers or addresses, which was dropped; send it under one"),
  OPTIN_UNBOUND(
      "optin_unbound",
      "is an opt-in without a usable phone or e-mail beside it, which was dropped; send both in one"
          + " identify call"),
  OPTIN_WITHOUT_IP(
      "optin_without_ip", "is an opt-in that was sent without ip; send the person's ip in it"),
  TIME_FALLBACK(
      "time_fallback",
      "timestamp could not be used and another time was sent; send ISO 8601, as"
          + " 2026-01-31T12:00:00.000Z"),
  PROPERTIES_NOT_OBJECT(
      "properties_not_object", "is no object, so no properties were sent; send an object"),
  TRAITS_NOT_OBJECT("traits_not_object", "is no object, so it was not sent; send an object"),
  STALE_TRAITS(
      "stale_traits",
      "holds values that a newer event has set, which were left out; nothing is to be done"),
  OPTIN_REPEATED(
      "optin_repeated",
      "is an opt-in or opt-out no newer than the one sent before for this number or address and"
          + " channel, so it was left out; nothing is to be done"),
  OPTIN_UNCHECKED(
      "optin_unchecked",
      "is an opt-in over an hour older than its event, left out because the memory did not answer"
          + " and could not tell whether it was sent before; send the identify call again");

  private final String code;
  private final String advice;

  WarningCode(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  public String code() {
    return code;
  }

  /// What happened and what to do, one sentence.
  public String advice() {
    return advice;
  }
}
