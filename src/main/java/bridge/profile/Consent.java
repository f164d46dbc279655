package bridge.profile;

import java.time.Instant;

/// One opt-in or opt-out for one channel, bound to one phone or e-mail.
///
/// @param isPhone whether the identifier is a phone in E.164; otherwise it is an e-mail
/// @param channel Regal's name: voiceOptIn, smsOptIn, emailOptIn
public record Consent(
    boolean isPhone, String identifier, String channel, boolean subscribed, Instant time) {
  /// Never the identifier.
  @Override
  public String toString() {
    return "Consent[" + channel + ", " + subscribed + ", " + time + "]";
  }
}
