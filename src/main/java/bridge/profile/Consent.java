package bridge.profile;

import java.time.Instant;

/// One opt-in or opt-out for one channel, bound to one phone or e-mail.
///
/// @param isPhone whether the identifier is a phone in E.164; otherwise it is an e-mail
/// @param channel Regal's name: voiceOptIn, smsOptIn, emailOptIn
public record Consent(
    boolean isPhone, String identifier, String channel, boolean subscribed, Times times) {
  /// The times of a consent.
  ///
  /// @param claimed what the event says, its own time where it says nothing
  /// @param sent what Regal gets
  /// @param isOfEvent whether the event's own time or its arrival stands for it, so that an equal
  ///   one of another event is another consent
  public record Times(Instant claimed, Instant sent, boolean isOfEvent) {}

  /// Never the identifier.
  @Override
  public String toString() {
    return "Consent[" + channel + ", " + subscribed + ", " + times + "]";
  }
}
