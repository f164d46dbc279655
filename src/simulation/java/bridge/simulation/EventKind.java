package bridge.simulation;

/// What a simulated event is, and its outcome by the contract.
enum EventKind {
  TRACK("", ""),
  IDENTIFY("", ""),
  /// An identify with a yes or no of the person's, often one that Segment has cached.
  OPT_IN("", ""),
  PAGE("", ""),
  GROUP("group", ""),
  ALIAS("alias", ""),
  /// A visitor who is not signed in gives a phone, by which Regal knows them from then on.
  VISITOR("", ""),
  /// A visitor's event without an identifier.
  ANONYMOUS("no_identifier", ""),
  /// A trait that Engage computed.
  ENGAGE_TRAIT("", ""),
  /// An audience that Engage computed was entered.
  ENGAGE_AUDIENCE("", ""),
  STOPPED("integrations_false", ""),
  DELETE("", "privacy_delete"),
  MISSING_TYPE("", "invalid_type"),
  NOT_AN_OBJECT("", "invalid_event");

  private final String skipReason;
  private final String deadLetterReason;

  EventKind(String skipReason, String deadLetterReason) {
    this.skipReason = skipReason;
    this.deadLetterReason = deadLetterReason;
  }

  /// Why it is skipped, empty where it is not.
  String skipReason() {
    return skipReason;
  }

  /// Why it is dead-lettered without a request to Regal, empty where it is not.
  String deadLetterReason() {
    return deadLetterReason;
  }

  /// Whether it stands in line under the visitor's anonymousId.
  boolean isOfVisitor() {
    return this == VISITOR || this == ANONYMOUS;
  }

  /// Whether Regal gets a named event of it.
  boolean isNamed() {
    return switch (this) {
      case TRACK, PAGE, ANONYMOUS, ENGAGE_AUDIENCE -> true;
      default -> false;
    };
  }

  /// Whether Regal gets values of its person.
  boolean isProfileUpdate() {
    return isSent() && !isNamed();
  }

  /// Whether it is Engage's and uses the bulk queue.
  boolean isBulk() {
    return this == ENGAGE_TRAIT || this == ENGAGE_AUDIENCE;
  }

  boolean isSent() {
    return skipReason.isEmpty() && deadLetterReason.isEmpty();
  }
}
