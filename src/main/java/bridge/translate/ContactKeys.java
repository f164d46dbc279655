package bridge.translate;

import bridge.json.Json;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The keys of one event's phones and e-mails. Each value is read once, and at most 100 different
/// ones of each kind are, since libphonenumber takes several microseconds for one.
final class ContactKeys {
  private static final int MAX = 100;

  private final String defaultPhoneCountry;
  private final Map<ContactKind, Map<Json, Optional<String>>> read =
      new EnumMap<>(ContactKind.class);
  private final Set<ContactKind> truncated = EnumSet.noneOf(ContactKind.class);

  ContactKeys(String defaultPhoneCountry) {
    this.defaultPhoneCountry = defaultPhoneCountry;
  }

  /// Regal's key for the value, or null if the value is not an identifier of this kind or is not
  /// read.
  @Nullable String key(ContactKind kind, Json value) {
    Map<Json, Optional<String>> known = read.computeIfAbsent(kind, _ -> new HashMap<>());
    if (known.size() == MAX && !known.containsKey(value)) {
      truncated.add(kind);
      return null;
    }
    return known
        .computeIfAbsent(value, _ -> Optional.ofNullable(kind.key(value, defaultPhoneCountry)))
        .orElse(null);
  }

  /// Whether this value was left unread.
  boolean isUnread(ContactKind kind, Json value) {
    return isTruncated(kind) && !read.getOrDefault(kind, Map.of()).containsKey(value);
  }

  /// Whether any value of this kind was left unread.
  boolean isTruncated(ContactKind kind) {
    return truncated.contains(kind);
  }
}
