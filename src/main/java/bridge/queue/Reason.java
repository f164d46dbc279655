package bridge.queue;

/// Why an event is skipped or dead-lettered. A test compares the list with mapping.md.
public enum Reason {
  INVALID_EVENT(
      "invalid_event",
      "is not a single JSON object in UTF-8, repeats a key, is nested more than 100 levels deep, or"
          + " was rejected by SQS"),
  INVALID_TYPE("invalid_type", "has no type that Segment defines"),
  PRIVACY_DELETE(
      "privacy_delete",
      "asks to delete a person; Regal has no API for this, so write to Regal's support"),
  INTEGRATIONS_FALSE(
      "integrations_false", "has the integration Regal.io or Regal Voice set to false"),
  GROUP("group", "is a group call, which Regal does not support"),
  ALIAS("alias", "is an alias call, which on its own would create an orphan profile"),
  PAGE_AND_SCREEN_OFF(
      "page_and_screen_off", "is a page or screen call while PageAndScreenEvents is false"),
  INVALID_EVENT_NAME("invalid_event_name", "is a track call without a name in event"),
  REGAL_EVENT(
      "regal_event", "is one of Regal's own events, returned through Regal's Segment source"),
  NO_IDENTIFIER(
      "no_identifier", "has no userId, phone or e-mail by which Regal could find the person"),
  NOTHING_TO_SEND("nothing_to_send", "is an identify call without a trait to send"),
  TOO_LARGE("too_large", "is over 900 KB, or its request to Regal is over 256 KB"),
  REJECTED("rejected", "was rejected by Regal; the dead letter holds Regal's status and message"),
  POISON_EVENT("poison_event", "kept failing while other people's events were delivered"),
  UNKNOWN_OUTCOME(
      "unknown_outcome", "may or may not have reached Regal, and OnUnknownOutcome is dead-letter"),
  EXPIRED("expired", "waited 13 days; SQS would delete it after 14");

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
