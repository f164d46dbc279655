package bridge.state;

import bridge.profile.Identity;
import bridge.profile.KnownPeople;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state that outlives a message: identity links, delivery records, latest values, consent.
public interface StateStore extends KnownPeople {
  /// Keeps nothing: every event is new, and everything may be sent.
  StateStore NONE = new NoStateStore();

  /// Links the visitor with this person, if the event names both. Of two events the newer decides.
  void learn(@Nullable String anonymousId, Identity who, Instant time);

  /// Claims an event before its POST.
  ///
  /// @param event the same for every message that carries the event
  /// @param attempt different for every receive of a message
  /// @param fallbackOwner the owner of an event without an identifier
  Claim claim(
      Identity who,
      @Nullable String anonymousId,
      String fallbackOwner,
      String event,
      String attempt);

  /// Reserves what an event may send to Regal now.
  Reservation reserve(ProfileUpdate update);

  /// Deletes all rows of a person; false if the table does not respond.
  boolean erase(Identity who, @Nullable String anonymousId);
}
