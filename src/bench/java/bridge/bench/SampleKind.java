package bridge.bench;

/// A kind of made event, by its type and by which identifiers it names.
enum SampleKind {
  TRACK("track with userId", true, false),
  TRACK_OF_VISITOR("track with userId and anonymousId", true, true),
  TRACK_OF_VISITOR_ALONE("track with anonymousId", false, true),
  PAGE_OF_VISITOR("page with userId and anonymousId", true, true),
  IDENTIFY("identify with userId, phone, e-mail", true, false),
  IDENTIFY_OF_VISITOR("... with anonymousId", true, true),
  IDENTIFY_WITH_OPT_IN("... with anonymousId and a new opt-in", true, true);

  private final String title;
  private final boolean hasUserId;
  private final boolean hasAnonymousId;

  SampleKind(String title, boolean hasUserId, boolean hasAnonymousId) {
    this.title = title;
    this.hasUserId = hasUserId;
    this.hasAnonymousId = hasAnonymousId;
  }

  String title() {
    return title;
  }

  /// Members of the event, each with a comma behind it.
  String identifiers(int person) {
    return (hasUserId ? "\"userId\":\"customer-%d\",".formatted(person) : "")
        + (hasAnonymousId
            ? "\"anonymousId\":\"0f8a3c52-7d41-4be9-9c60-%012d\",".formatted(person)
            : "");
  }

  /// Members of the event that its type has.
  ///
  /// @param number goes into `n`
  String content(int number, int person, String time) {
    return switch (this) {
      case TRACK, TRACK_OF_VISITOR, TRACK_OF_VISITOR_ALONE ->
          """
          "type":"track","event":"Quote Requested","properties":{"n":%d,"amount":%d.5,\
          "term_months":48,"purpose":"home improvement"}\
          """
              .formatted(number, 1_000 + number % 9_000);
      case PAGE_OF_VISITOR ->
          """
          "type":"page","name":"Apply","properties":{"n":%d,"path":"/apply",\
          "url":"https://loans.example/apply","title":"Apply for a loan"}\
          """
              .formatted(number);
      case IDENTIFY, IDENTIFY_OF_VISITOR -> identify(number, person, "");
      case IDENTIFY_WITH_OPT_IN ->
          identify(
              number,
              person,
              ",\"optIn\":{\"channel\":\"sms\",\"subscribed\":true,\"timestamp\":\""
                  + time
                  + "\"}");
    };
  }

  private static String identify(int number, int person, String more) {
    return """
    "type":"identify","traits":{"n":%d,"firstName":"Maya","lastName":"Okafor",\
    "phone":"+1212555%04d","email":"maya.%d@example.com"%s}\
    """
        .formatted(number, person, person, more);
  }
}
