package bridge.translate;

import bridge.json.Json;
import bridge.profile.Identity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The person an event is about: identifiers, anonymousId and event time.
///
/// @param who the identifiers that the event itself names, without those of an identity link
/// @param anonymousId the visitor, null if the event names none
/// @param time when the event happened
/// @param body Regal's body as values, empty if nothing is sent
public record EventSubject(
    Identity who, @Nullable String anonymousId, Instant time, Json.Obj body) {
  public static final EventSubject NOTHING =
      new EventSubject(Identity.NOBODY, null, Instant.EPOCH, new Json.Obj(Map.of()));

  /// Only the time: everything else is personal data.
  @Override
  public String toString() {
    return "EventSubject[" + time + "]";
  }
}
