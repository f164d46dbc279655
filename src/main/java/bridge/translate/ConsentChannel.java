package bridge.translate;

import bridge.segment.AsciiCase;
import org.jspecify.annotations.Nullable;

/// What a person may agree to, and Regal's member for it.
enum ConsentChannel {
  VOICE("voice", "voiceOptIn", ContactKind.PHONE),
  SMS("sms", "smsOptIn", ContactKind.PHONE),
  EMAIL("email", "emailOptIn", ContactKind.EMAIL);

  private final String code;
  private final String member;
  private final ContactKind contactKind;

  ConsentChannel(String code, String member, ContactKind contactKind) {
    this.code = code;
    this.member = member;
    this.contactKind = contactKind;
  }

  String member() {
    return member;
  }

  /// What its consent is bound to.
  ContactKind kind() {
    return contactKind;
  }

  /// The channel of this name in any case, or null where there is none.
  static @Nullable ConsentChannel named(String name) {
    String lower = AsciiCase.lower(name);
    for (ConsentChannel consentChannel : values()) {
      if (consentChannel.code.equals(lower)) {
        return consentChannel;
      }
    }
    return null;
  }

  /// The channel that Regal's member under such an identifier means, or null where none.
  static @Nullable ConsentChannel ofMember(String member, ContactKind contactKind) {
    for (ConsentChannel consentChannel : values()) {
      if (consentChannel.member.equals(member) && consentChannel.contactKind == contactKind) {
        return consentChannel;
      }
    }
    return null;
  }
}
