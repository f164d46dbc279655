package bridge.translate;

import bridge.segment.AsciiCase;
import bridge.segment.Whitespace;
import org.jspecify.annotations.Nullable;

/// A channel that a person can consent to, and Regal's member for it.
enum ConsentChannel {
  VOICE("voice", "voiceOptIn", ContactKind.PHONE),
  SMS("sms", "smsOptIn", ContactKind.PHONE),
  EMAIL("email", "emailOptIn", ContactKind.EMAIL);

  private final String code;
  private final String member;
  private final ContactKind kind;

  ConsentChannel(String code, String member, ContactKind kind) {
    this.code = code;
    this.member = member;
    this.kind = kind;
  }

  String member() {
    return member;
  }

  /// The kind of identifier that its consent is bound to.
  ContactKind kind() {
    return kind;
  }

  /// The channel of this name, ignoring case and blanks around it, or null if there is none.
  static @Nullable ConsentChannel fromName(String name) {
    String lower = AsciiCase.lower(Whitespace.trim(name));
    for (ConsentChannel channel : values()) {
      if (channel.code.equals(lower)) {
        return channel;
      }
    }
    return null;
  }

  /// The channel of Regal's member, matched as M9 says, or null if there is none.
  static @Nullable ConsentChannel fromMember(String member) {
    for (ConsentChannel channel : values()) {
      if (KeyMatching.isSame(channel.member, member)) {
        return channel;
      }
    }
    return null;
  }
}
