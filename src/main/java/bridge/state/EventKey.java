package bridge.state;

import bridge.profile.Identity;
import org.jspecify.annotations.Nullable;

/// What an event's delivery record is found by.
///
/// @param fallbackOwner the owner of an event without an identifier
/// @param event the same for every message that carries the event
public record EventKey(
    Identity who, @Nullable String anonymousId, String fallbackOwner, String event) {
  /// The partition of the person, so that the record is erased with them.
  String owner() {
    if (!who.isNobody()) {
      return Partitions.of(who).getFirst();
    }
    return anonymousId == null ? fallbackOwner : Partitions.ofAnonymousId(anonymousId);
  }
}
