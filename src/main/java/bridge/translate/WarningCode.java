package bridge.translate;

/// All warnings. A test compares them with the table in mapping.md.
public enum WarningCode {
  USER_ID_INVALID(
      "user_id_invalid",
      "is blank, or neither a string nor an integer, so it was not sent; send a string"),
  USER_ID_PLACEHOLDER(
      "user_id_placeholder",
      "is what programs write where they have no id, so it was not sent; send an id, or none"),
  TEXT_REPAIRED(
      "text_repaired",
      "holds half a surrogate pair or a NUL, which was replaced or taken out; cut texts between"
          + " characters"),
  KEY_REPAIRED_TWICE(
      "key_repaired_twice",
      "equals another key after the repair of its text, so it was dropped; send distinct keys"),
  PHONE_INVALID("phone_invalid", "is not a phone number; send it as +, country code and number"),
  EMAIL_INVALID("email_invalid", "is not an e-mail address; send a single address as a string"),
  IDENTIFIER_IN_PROPERTIES(
      "identifier_in_properties",
      "is a phone or e-mail in the properties of an event that names nobody; send it in"
          + " context.traits, or set IdentifyFromProperties"),
  IDENTIFIERS_TRUNCATED(
      "identifiers_truncated",
      "holds more than 50 phones or e-mails, of which 50 were sent, or more than 100 phones in "
          + "another form than +1 and ten digits, of which 100 were read; send those in use"),
  PRIMARY_NOT_KEPT(
      "primary_not_kept",
      "is outside the own traits of an identify call, so it was dropped; send isPrimary there"),
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
  ADDRESS_FIELD_INVALID(
      "address_field_invalid",
      "is neither text nor a number, so it was dropped; send the field as text"),
  STATE_UNKNOWN(
      "state_unknown",
      "is not a state of the United States, and was sent as it is; Regal applies a state's calling"
          + " rules only by its two-letter code, so send that"),
  OPTIN_NOT_ON_IDENTIFY(
      "optin_not_on_identify",
      "is an opt-in outside an identify call, so it was dropped; send it in an identify call"),
  OPTIN_MALFORMED(
      "optin_malformed",
      "is not an object, so the opt-in was dropped; send an object with channel, subscribed and"
          + " timestamp"),
  OPTIN_CHANNEL_UNKNOWN(
      "optin_channel_unknown",
      "has no known channel, so the opt-in was dropped; send sms, voice or email"),
  OPTIN_SUBSCRIBED_NOT_BOOLEAN(
      "optin_subscribed_not_boolean",
      "says neither true nor false in subscribed, so the opt-in was dropped; send a"
          + " JSON boolean"),
  OPTIN_WITHOUT_TIMESTAMP(
      "optin_without_timestamp",
      "has no usable timestamp, so the opt-in was dropped; send the time at which the"
          + " person agreed"),
  OPTIN_NOT_OWN(
      "optin_not_own",
      "is an opt-in in context.traits, so it was dropped; send it in the traits of the identify"
          + " call"),
  OPTIN_FIELD_UNKNOWN(
      "optin_field_unknown",
      "is not a member of an opt-in, so it was dropped; send channel, subscribed, timestamp, ip,"
          + " text and source"),
  OPTIN_FIELD_INVALID(
      "optin_field_invalid",
      "is not usable text, or not an IP address, so it was dropped; send text, or a bare IPv4 or"
          + " IPv6 address"),
  OPTOUT_TIME_ASSUMED(
      "optout_time_assumed",
      "gives no usable timestamp, so the opt-out was sent with the time of its event;"
          + " send the time at which the person opted out"),
  OPTOUT_LOST(
      "optout_lost",
      "is an opt-out that could not be sent; record it at Regal, and send it in an identify call"
          + " with its channel and its phone or e-mail"),
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
      "holds an opt-in that is not newer than what was said before for this phone or e-mail and"
          + " channel, so it was left out; no action is needed"),
  OPTOUT_REPEATED(
      "optout_repeated",
      "holds an opt-out that was sent before, so it was left out; no action is needed"),
  OPTOUT_BEFORE_OPTIN(
      "optout_before_optin",
      "holds an opt-out that is older than an opt-in sent before, so it was sent with the time at"
          + " which the bridge received it; look at the person, and opt them in again if that was"
          + " their last word"),
  OPTIN_UNCHECKED(
      "optin_unchecked",
      "holds an opt-in more than five minutes older than its event, which was left out because the"
          + " state table was unavailable and could not confirm that it is new; send the identify"
          + " call again"),
  WARNINGS_TRUNCATED(
      "warnings_truncated",
      "has more than 100 warnings, of which 100 are listed; mend these first");

  private final String code;
  private final String advice;

  WarningCode(String code, String advice) {
    this.code = code;
    this.advice = advice;
  }

  /// Whether it reports an opt-out that needs a look: one that did not leave, or that came late.
  boolean isOfOptOutToCheck() {
    return this == OPTOUT_LOST || this == OPTOUT_BEFORE_OPTIN;
  }

  public String code() {
    return code;
  }

  /// What happened and what to do, in one sentence.
  public String advice() {
    return advice;
  }
}
