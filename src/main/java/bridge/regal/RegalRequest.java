package bridge.regal;

import bridge.json.Json;
import bridge.json.JsonWriter;

/// The body of one POST to Regal's events API.
///
/// @param json the exact bytes of the body, as text
public record RegalRequest(Json.Obj body, String json) {
  public RegalRequest(Json.Obj body) {
    this(body, JsonWriter.text(body));
  }

  /// Whether it has an event name: sent twice, it creates a second event at Regal, while a profile
  /// update can be sent again without harm.
  public boolean isNamed() {
    return body.get("name") != null;
  }

  /// Never the body: it is personal data.
  @Override
  public String toString() {
    return "RegalRequest[named=" + isNamed() + "]";
  }
}
