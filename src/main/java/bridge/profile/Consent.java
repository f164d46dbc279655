package bridge.profile;

import java.time.Instant;

/// One yes or no to one channel, bound to one phone or e-mail.
///
/// @param isPhone whether the identifier is a phone in E.164, else it is an e-mail
/// @param channel Regal's member: voiceOptIn, smsOptIn, emailOptIn
public record Consent(
    boolean isPhone, String identifier, String channel, boolean subscribed, Instant time) {
  /// Never the identifier.
  @Override
  public String toString() {
    return "Consent[" + channel + ", " + subscribed + ", " + time + "]";
  }
}
