package bridge.translate;

import bridge.segment.Ascii;
import org.jspecify.annotations.Nullable;

/// What a person may agree to, and Regal's member for it.
enum Channel {
  VOICE("voice", "voiceOptIn", Kind.PHONE),
  SMS("sms", "smsOptIn", Kind.PHONE),
  EMAIL("email", "emailOptIn", Kind.EMAIL);

  private final String code;
  private final String member;
  private final Kind kind;

  Channel(String code, String member, Kind kind) {
    this.code = code;
    this.member = member;
    this.kind = kind;
  }

  String member() {
    return member;
  }

  /// What its consent is bound to.
  Kind kind() {
    return kind;
  }

  /// The channel of this name in any case, or null where there is none.
  static @Nullable Channel named(String name) {
    String lower = Ascii.lower(name);
    for (Channel channel : values()) {
      if (channel.code.equals(lower)) {
        return channel;
      }
    }
    return null;
  }

  /// The channel that Regal's member under such an identifier means, or null where none.
  static @Nullable Channel ofMember(String member, Kind kind) {
    for (Channel channel : values()) {
      if (channel.member.equals(member) && channel.kind == kind) {
        return channel;
      }
    }
    return null;
  }
}
