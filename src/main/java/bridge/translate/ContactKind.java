package bridge.translate;

import bridge.json.Json;
import bridge.profile.Identity;
import bridge.segment.Whitespace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two kinds of identifier by which Regal reaches a person.
enum ContactKind {
  PHONE("phone", "phones", WarningCode.PHONE_INVALID),
  EMAIL("email", "emails", WarningCode.EMAIL_INVALID);

  private final String one;
  private final String many;
  private final WarningCode invalid;

  ContactKind(String one, String many, WarningCode invalid) {
    this.one = one;
    this.many = many;
    this.invalid = invalid;
  }

  /// The trait whose single value becomes the primary.
  String one() {
    return one;
  }

  /// The trait for several values, and Regal's member.
  String many() {
    return many;
  }

  /// The kind that this member of Regal's holds, or null for any other member.
  static @Nullable ContactKind fromMany(String member) {
    for (ContactKind kind : values()) {
      if (kind.many.equals(member)) {
        return kind;
      }
    }
    return null;
  }

  WarningCode invalid() {
    return invalid;
  }

  /// Whether the value holds nothing (M12, M13).
  static boolean isMissing(Json value) {
    return switch (value) {
      case Json.Arr(List<Json> elements) -> elements.stream().allMatch(ContactKind::isBlank);
      case Json.Obj(Map<String, Json> members) -> members.isEmpty();
      default -> isBlank(value);
    };
  }

  /// Whether nothing but nulls is in the value, or it is text without a character that counts.
  static boolean isBlank(Json value) {
    return NullRemoval.removeNulls(value) == null
        || (value instanceof Json.Text(String text)
            && Whitespace.isAll(PlainCharacters.withoutFormat(text)));
  }

  /// Equal for keys that reach the same person.
  String mergeKey(String key) {
    return this == EMAIL ? Identity.emailKey(key) : key;
  }
}
