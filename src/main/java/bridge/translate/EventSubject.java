package bridge.translate;

import bridge.profile.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The person an event is about: identifiers, anonymousId and event time.
///
/// @param who the identifiers that the event itself names, without those of an identity link
/// @param anonymousId the visitor, null if the event names none
/// @param time when the event happened, at most its arrival: a clock that is ahead must not silence
///   later events
public record EventSubject(Identity who, @Nullable String anonymousId, Instant time) {
  public static final EventSubject NOTHING = new EventSubject(Identity.NOBODY, null, Instant.EPOCH);

  /// Only the time: everything else is personal data.
  @Override
  public String toString() {
    return "EventSubject[" + time + "]";
  }
}
