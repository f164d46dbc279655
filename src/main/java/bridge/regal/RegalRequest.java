package bridge.regal;

/// The body of one POST to Regal's events API.
///
/// @param json the exact body
/// @param isNamed whether it has an event name: sent twice, it creates a second event at Regal,
///   while a profile update can be sent again without harm
public record RegalRequest(String json, boolean isNamed) {
  /// Never the body: it is personal data.
  @Override
  public String toString() {
    return "RegalRequest[named=" + isNamed + "]";
  }
}
