package bridge.translate;

import bridge.json.Json;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys of one event's phones and e-mails. Each value is read once. Of the phones that only
/// libphonenumber can read at most 100 are, since it takes several microseconds for one.
final class ContactKeys {
  private static final int MAX_PARSED = 100;

  private final String defaultPhoneCountry;
  private final Map<ContactKind, Map<Json, Optional<String>>> read =
      new EnumMap<>(ContactKind.class);
  private int parsed;

  ContactKeys(String defaultPhoneCountry) {
    this.defaultPhoneCountry = defaultPhoneCountry;
  }

  /// Regal's key for the value, or null if the value is not an identifier of this kind or is not
  /// read.
  @Nullable String key(ContactKind kind, Json value) {
    Map<Json, Optional<String>> known = read.computeIfAbsent(kind, _ -> new HashMap<>());
    Optional<String> key = known.get(value);
    if (key != null) {
      return key.orElse(null);
    }
    String found =
        kind == ContactKind.PHONE
            ? Phones.digits(value, defaultPhoneCountry)
            : Emails.address(value);
    if (kind == ContactKind.PHONE && found != null && !Phones.isNorthAmerican(found)) {
      parsed++;
      if (parsed > MAX_PARSED) {
        return null;
      }
      found = Phones.parse(found, defaultPhoneCountry);
    }
    known.put(value, Optional.ofNullable(found));
    return found;
  }

  /// Whether this value was left unread.
  boolean isUnread(ContactKind kind, Json value) {
    return isTruncated(kind) && !read.getOrDefault(kind, Map.of()).containsKey(value);
  }

  /// Whether any value of this kind was left unread.
  boolean isTruncated(ContactKind kind) {
    return parsed > MAX_PARSED && kind == ContactKind.PHONE;
  }
}
