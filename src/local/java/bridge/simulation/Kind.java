package bridge.simulation;

/// What a simulated event is, and what the contract says becomes of it.
enum Kind {
  TRACK("", ""),
  IDENTIFY("", ""),
  PAGE("", ""),
  GROUP("group", ""),
  ALIAS("alias", ""),
  ANONYMOUS("no_identifier", ""),
  STOPPED("integrations_false", ""),
  DELETE("", "privacy_delete"),
  UNTYPED("", "invalid_type"),
  NO_OBJECT("", "invalid_event");

  private final String skipped;
  private final String parked;

  Kind(String skipped, String parked) {
    this.skipped = skipped;
    this.parked = parked;
  }

  /// Why it is skipped, empty where it is not.
  String skipped() {
    return skipped;
  }

  /// Why it is parked without a word from Regal, empty where it is not.
  String parked() {
    return parked;
  }

  boolean isSent() {
    return skipped.isEmpty() && parked.isEmpty();
  }
}
