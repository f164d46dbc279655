package bridge.translate;

import bridge.json.Json;
import bridge.profile.Identity;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an event tells of its person, beside the request that it becomes.
///
/// @param who the identifiers that the event names itself, a link's not among them
/// @param anonymousId the visitor, null where the event names none
/// @param time when the event happened
/// @param body Regal's body as values, empty where nothing is sent
public record EventSubject(
    Identity who, @Nullable String anonymousId, Instant time, Json.Obj body) {
  public static final EventSubject NOTHING =
      new EventSubject(Identity.NOBODY, null, Instant.EPOCH, new Json.Obj(Map.of()));

  /// Never what it tells: that is personal data.
  @Override
  public String toString() {
    return "Told[" + time + "]";
  }
}
