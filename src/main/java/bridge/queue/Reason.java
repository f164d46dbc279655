package bridge.queue;

/// Why an event is skipped or parked; the README's table is tested against this list.
public enum Reason {
  INVALID_EVENT(
      "invalid_event",
      "is not one JSON object, holds a key twice or one with half a surrogate pair, is nested over"
          + " 100 deep or is no UTF-8"),
  INVALID_TYPE("invalid_type", "has no type that Segment knows"),
  PRIVACY_DELETE(
      "privacy_delete",
      "asks to delete a person: Regal has no API for it, write to Regal's support"),
  INTEGRATIONS_FALSE(
      "integrations_false", "was sent with integrations Regal.io or Regal Voice false"),
  GROUP("group", "is a group call, which Regal does not know"),
  ALIAS("alias", "is an alias call, which alone would make an orphan profile"),
  PAGE_AND_SCREEN_OFF(
      "page_and_screen_off", "is a page or screen call while PageAndScreenEvents is off"),
  INVALID_EVENT_NAME("invalid_event_name", "is a track call without a name in event"),
  REGAL_EVENT("regal_event", "is one of Regal's own events, come back through its Segment source"),
  NO_IDENTIFIER(
      "no_identifier", "holds no userId, phone or e-mail that Regal could find the person by"),
  NOTHING_TO_SEND("nothing_to_send", "is an identify call that holds nothing but a userId"),
  TOO_LARGE("too_large", "is over 900 KB, or its request to Regal is over 256 KB"),
  REJECTED("refused", "was refused by Regal; its status and message stand beside it"),
  POISON_EVENT("given_up", "failed again and again while other people's events passed"),
  UNKNOWN_OUTCOME("unsure", "may or may not have reached Regal, and WhenUnsure says park"),
  EXPIRED("expired", "waited 13 days, the most that SQS keeps it safely");

  private final String code;
  private final String meaning;

  Reason(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  /// Completes the sentence "The event ...".
  public String meaning() {
    return meaning;
  }
}
